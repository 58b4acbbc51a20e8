package svg

// Style colours a plot: one palette for a light screen, one for a dark one, and
// ink for print. Every class begins with bs-, so that it fits into any page.
const Style = `
.bs-plot{--paper:#fdfcfa;--ink:#1c1b1a;--soft:#5d5a55;--line:#e4e0d8;--level:#0b5c7a;--band:#0b5c7a;--ref:#e9b949;--refink:#7a5200;--turn:#a11f1f;--life:#5b4a8a;--lead:#a8843f;--h0:#ebe6dc;--h1:#c4dde6;--h2:#86b8cb;--h3:#3f8ba8;--h4:#0b5c7a;
font-family:system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif;width:100%;height:auto;display:block}
@media (prefers-color-scheme:dark){.bs-plot{--paper:#17181a;--ink:#ece9e4;--soft:#b1aca3;--line:#35363a;--level:#7cc4e0;--band:#7cc4e0;--ref:#c9962e;--refink:#edc566;--turn:#ff8f85;--life:#b9a8ee;--lead:#b08f4e;--h0:#2b2c30;--h1:#1f4453;--h2:#2d6a82;--h3:#4f9cb9;--h4:#9bd7ee}}
@media print{.bs-plot{--paper:#fff;--ink:#000;--soft:#444;--line:#ddd;--level:#0b5c7a;--band:#0b5c7a;--ref:#e9b949;--refink:#7a5200;--turn:#a11f1f;--life:#5b4a8a;--lead:#a8843f;--h0:#ebe6dc;--h1:#c4dde6;--h2:#86b8cb;--h3:#3f8ba8;--h4:#0b5c7a}}
.bs-paper{fill:var(--paper)}
.bs-grid{stroke:var(--line);stroke-width:1}
.bs-year{stroke:var(--line);stroke-width:1;stroke-dasharray:1 4}
.bs-label{fill:var(--soft);font-size:12px}
.bs-ref{fill:var(--ref);opacity:.26}
.bs-refbox{fill:none;stroke:var(--refink);stroke-width:1.4}
.bs-reflabel{fill:var(--refink);font-size:12px;font-weight:600;paint-order:stroke;stroke:var(--paper);stroke-width:3px}
.bs-hatch{stroke:var(--soft);stroke-width:1.2;opacity:.45}
.bs-band{fill:var(--band);opacity:.17}
.bs-dot{stroke:var(--level);stroke-width:2.6;stroke-linecap:round;opacity:.42;fill:none}
.bs-level{stroke:var(--level);stroke-width:2.6;fill:none;stroke-linejoin:round}
.bs-slope{stroke:var(--turn);stroke-width:1.6;stroke-dasharray:6 4}
.bs-plot [data-href]{cursor:pointer}
.bs-turnbar{fill:var(--turn);opacity:.12}
.bs-turnline{stroke:var(--turn);stroke-width:1.4}
.bs-source .bs-turnline{stroke:var(--soft);stroke-dasharray:4 3}
.bs-source .bs-turnbar{fill:var(--soft)}
.bs-mark{fill:var(--turn)}
.bs-source .bs-mark{fill:var(--soft)}
.bs-number{fill:var(--paper);font-size:11px;font-weight:700}
.bs-turnlabel{fill:var(--turn);font-size:12px;font-weight:600}
.bs-source .bs-turnlabel{fill:var(--soft)}
.bs-life rect{fill:var(--life)}
.bs-lifelabel{fill:var(--life);font-size:11px}
.bs-h0{fill:var(--h0)}.bs-h1{fill:var(--h1)}.bs-h2{fill:var(--h2)}.bs-h3{fill:var(--h3)}.bs-h4{fill:var(--h4)}
.bs-unseen{stroke:none}
.bs-ink{fill:var(--ink);font-size:13px}
.bs-axis{stroke:var(--soft);stroke-width:1;opacity:.6}
.bs-now{fill:var(--level);stroke:var(--paper);stroke-width:2}
.bs-nowlabel{fill:var(--level);font-size:13px;font-weight:600}
.bs-sure{fill:var(--level)}
.bs-unsure{fill:var(--paper);stroke:var(--soft);stroke-width:2}
.bs-act{fill:var(--ink)}
.bs-w-making{fill:var(--level)}
.bs-w-reviewing{fill:var(--h2)}
.bs-w-learning{fill:var(--life)}
.bs-w-mentoring,.bs-w-hiring,.bs-w-coordinating,.bs-w-administering{fill:var(--lead)}
.bs-w-operating{fill:var(--life);opacity:.65}
.bs-w-away,.bs-w-unknown{fill:var(--h0)}
.bs-w-hand{fill:var(--level)}.bs-w-assisted{fill:var(--h3)}.bs-w-unclear{fill:var(--h1)}.bs-w-delegated{fill:var(--h1)}
.bs-l-hand{fill:var(--level)}.bs-l-assisted{fill:var(--h3)}.bs-l-unclear{fill:var(--h1)}.bs-l-reviewing{fill:var(--h2)}
.bs-l-aside,.bs-l-learning,.bs-l-operating{fill:var(--life)}.bs-l-leading,.bs-l-mentoring,.bs-l-hiring{fill:var(--ref)}.bs-l-coordinating,.bs-l-administering{fill:var(--lead)}
.bs-l-operating,.bs-l-hiring,.bs-l-administering{fill-opacity:.6}
.bs-agentbox{fill:none;stroke:var(--soft);stroke-dasharray:3 2}
.bs-agentline{stroke:var(--soft);stroke-width:2;fill:none;stroke-dasharray:.1 4.5;stroke-linecap:round}
.bs-trace{fill:var(--h2)}
.bs-strong{fill:var(--ink);font-size:12.5px;font-weight:600}
.bs-run{fill:none;stroke:var(--soft);stroke-width:1;stroke-dasharray:3 2}
.bs-ran{stroke:var(--ink);stroke-width:2.4;stroke-linecap:round;stroke-dasharray:.1 4.5}
.bs-gap{fill:var(--card,var(--paper))}
.bs-planned{fill:none;stroke:var(--lead);stroke-width:1.2}
.bs-free{fill:none;stroke:var(--soft);stroke-width:1;stroke-dasharray:4 3}
.bs-long{fill:none;stroke:var(--ink);stroke-width:2}
.bs-tocome{fill:none;stroke:var(--line);stroke-width:1}
`

// pageStyle lays out a page around its plots.
const pageStyle = `
:root{color-scheme:light dark;--paper:#fdfcfa;--ink:#1c1b1a;--soft:#5d5a55;--line:#e4e0d8;--turn:#a11f1f;--link:#0b5c7a;--card:#ffffff}
@media (prefers-color-scheme:dark){:root{--paper:#17181a;--ink:#ece9e4;--soft:#b1aca3;--line:#35363a;--turn:#ff8f85;--link:#7cc4e0;--card:#1d1e21}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans",sans-serif}
main{max-width:62rem;margin:0 auto;padding:2rem 1rem 4rem}
h1{font-size:1.9rem;line-height:1.2;margin:.2rem 0 .6rem;max-width:46rem;text-wrap:balance}
h2{font-size:1.15rem;margin:2.2rem 0 .6rem}
p,li{max-width:46rem}
.soft{color:var(--soft)}
.warning{border-left:4px solid currentColor;padding-left:.8rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.6rem;padding:.8rem;margin:1.2rem 0}
.small{display:none}
@media (max-width:600px){.wide{display:none}.small{display:block}h1{font-size:1.4rem}main{padding-top:1rem}.card{padding:.3rem}}
table{border-collapse:collapse;width:100%;font-size:.92rem}
th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.scroll{overflow-x:auto}
ol.turns{list-style:none;padding:0;margin:0}
ol.turns li{padding:.25rem 0}
ol.turns b{color:var(--turn);display:inline-block;min-width:1.6rem}
.key span{margin-right:1.2rem;display:inline-block}
.synthetic{border-left:4px solid var(--turn);padding-left:.8rem}
details{margin-top:1.2rem}
summary{cursor:pointer;padding:.3rem 0}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
@media print{body{background:#fff;color:#000}.card{border:0;padding:0}details{display:none}main{padding:0;max-width:none}}
`
