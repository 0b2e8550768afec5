/** What the figures need beside the style of every page. */
export const INSIGHT_CSS = `
.insight main,.insight .top{max-inline-size:64rem}
.insight .links{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;margin:0;list-style:none}
.insight .links a{display:inline-flex;align-items:center;min-block-size:2.75rem}
.insight .links [aria-current]{font-weight:650;text-decoration-thickness:.2em}
.insight .lead,.insight section>p,.insight form{max-inline-size:44rem}
.insight h2{padding-block-start:.75rem;border-block-start:1px solid var(--line)}
.insight .quarters{margin-block:.75rem}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr));gap:1rem;align-items:start;margin-block:.75rem}
.figures>*{margin:0;padding:.75rem 1rem;background:var(--sheet);border:1px solid var(--line);border-radius:.75rem;min-inline-size:0}
.figures h3{margin:0 0 .5rem;font-size:1rem}
.figures .hint{color:var(--soft);font-size:.9375rem}
.chart{display:block;inline-size:100%;block-size:auto;margin-block:.25rem .5rem;overflow:visible}
.chart text{fill:var(--ink);font-size:13px}
.chart .figure{font-weight:600}
.chart .bar,.chart .half{fill:var(--accent)}
.chart .half{fill-opacity:.35}
.chart .axis{stroke:var(--line);stroke-width:2}
.chart .middle{stroke:var(--accent);stroke-width:4}
.chart .out{fill:var(--bad)}
.chart .open{fill:url(#open)}
.chart .open-ground{fill:var(--sheet)}
.chart .open-line{stroke:var(--soft);stroke-width:4}
.chart .in{fill:var(--tint)}
.chart .edge{fill:none;stroke:var(--soft)}
.chart .margin{stroke:var(--ink);stroke-width:2;stroke-dasharray:4 3}
.figures table{inline-size:100%;border-collapse:collapse;font-size:.9375rem}
.figures caption{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
.figures th,.figures td{padding:.3rem .25rem;text-align:start;vertical-align:top;font-weight:400;border-block-start:1px solid var(--line)}
.figures thead th{font-weight:600;border:0}
.figures td{text-align:end;white-space:nowrap;font-variant-numeric:tabular-nums}
.figures thead th+th{text-align:end;white-space:nowrap}
.figures tfoot th,.figures tfoot td{font-weight:600}
.swatch{display:inline-block;inline-size:.9rem;block-size:.9rem;margin-inline-end:.35rem;border:1px solid var(--soft);vertical-align:-.1rem}
.swatch.out{background:var(--bad)}
.swatch.open{background:repeating-linear-gradient(45deg,var(--soft) 0 2px,var(--sheet) 2px 5px)}
.swatch.in{background:var(--tint)}
.insight .error{color:var(--bad);font-weight:600}
@media print{
@page{size:A4;margin:12mm}
.insight .top nav,.insight .quarters,.insight .skip,.insight .controls{display:none}
.insight main{max-inline-size:none;padding-inline:0}
.figures{grid-template-columns:1fr 1fr}
.figures>*{break-inside:avoid;border-color:#999}
.chart *,.swatch{print-color-adjust:exact;-webkit-print-color-adjust:exact}
h2,h3{break-after:avoid}
}
`;
