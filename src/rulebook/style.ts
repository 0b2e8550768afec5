/** The style of the rule book: a page to read and to print. It travels inside the page, so that a saved file looks the same. */
export const RULEBOOK_CSS = `
:root{--paper:#fff;--ink:#1d2524;--soft:#55615f;--line:#cfc9bd;--accent:#0b5f58;--tint:#eef4f2;color-scheme:light dark}
@media (prefers-color-scheme:dark){:root{--paper:#1a2121;--ink:#eef2f0;--soft:#b2bdba;--line:#4a5755;--accent:#84d3c7;--tint:#243331}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-padding-block-start:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:break-word}
header,main{max-inline-size:76rem;margin-inline:auto;padding-inline:1rem}
header{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;align-items:baseline;padding-block-start:.75rem}
main{padding-block-end:4rem}
.brand{font-weight:700;margin:0;color:var(--accent)}
.links{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;margin:0;padding:0}
.links a{display:inline-block;padding-block:.25rem}
.skip:not(:focus){position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
main:focus{outline:none}
h1{font-size:1.9rem;line-height:1.2;margin-block:1rem .5rem}
h2{font-size:1.4rem;line-height:1.25;margin-block:2.5rem .5rem;padding-block-start:.75rem;border-block-start:2px solid var(--accent)}
h3{font-size:1.15rem;margin-block:1.75rem .25rem}
nav h2{border:0;margin-block-start:1.5rem}
p,main>ul,section>ul,section>ol{max-inline-size:44rem}
nav ol{padding-inline-start:1.5rem;margin:0}
nav>ol>li{margin-block:.25rem}
nav li a{display:inline-block;padding-block:.2rem}
nav ol ol{columns:18rem;font-size:.92rem}
.wide{overflow-x:auto;margin-block:.75rem 1.25rem;border:1px solid var(--line);border-radius:.4rem}
table{border-collapse:collapse;inline-size:100%;font-size:.9rem;line-height:1.4}
caption{text-align:start;font-weight:600;padding:.5rem .6rem}
caption span{display:inline-block;position:sticky;inset-inline-start:.6rem;max-inline-size:min(70rem,calc(100vw - 4rem))}
th,td{text-align:start;vertical-align:top;padding:.45rem .6rem;border-block-start:1px solid var(--line);min-inline-size:8.5rem;max-inline-size:26rem}
td:last-child{min-inline-size:17rem}
@media (max-width:40rem){th,td{min-inline-size:7.5rem}td:last-child{min-inline-size:11.5rem}}
td div+div,th div+div{margin-block-start:.25rem}
td a{display:inline-block;padding-block:.2rem;overflow-wrap:anywhere}
thead th{background:var(--tint);font-weight:600}
tbody th{font-weight:500}
tr:target,section:has(>:target)>:target{background:var(--tint)}
code{font:.86em/1.3 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--soft)}
.picture{max-inline-size:none}
.picture img{max-inline-size:100%;block-size:auto;background:#fff;border:1px solid var(--line);border-radius:.4rem}
@media print{
@page{size:A4 landscape;margin:12mm}
@page drawing{size:A4 portrait;margin:10mm}
:root{--paper:#fff;--ink:#000;--soft:#333;--line:#999;--accent:#000;--tint:#eee}
body{font-size:9pt}
header,main{max-inline-size:none;padding-inline:0}
.links,.skip{display:none}
.wide{overflow:visible;border:0}
table{font-size:7.5pt}
th,td,td:last-child{min-inline-size:0}
caption span{max-inline-size:none}
thead{display:table-header-group}
tr,h2,h3,h4,.picture{break-inside:avoid}
h2,h3,h4,caption{break-after:avoid}
.picture{page:drawing}
.picture img{max-block-size:270mm;inline-size:auto;border:0}
}
`;
