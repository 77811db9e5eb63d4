// Runs in the head before anything is painted: which look, and that there is JavaScript at all.
const root = document.documentElement;
root.classList.add("js");
try {
  const look = localStorage.getItem("evenhand-look");
  if (look === "light" || look === "dark") root.dataset.theme = look;
} catch {
  // Storage may be closed to us; then the device decides.
}
