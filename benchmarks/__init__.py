"""Measures speed, on simulated contacts: `python -m benchmarks [topic…]`.

One line a figure: name, measured, goal, ok or short. Nothing here gates: machines differ.
"""
