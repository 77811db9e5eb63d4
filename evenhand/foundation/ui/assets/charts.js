import embed from "vega-embed";
import { expressionInterpreter } from "vega-interpreter";
window.evenhandCharts = { embed, expressionInterpreter };
