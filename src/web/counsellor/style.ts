import { REASONS_CSS } from '../reasons.ts';

/** What the counsellors' pages need beside the style of every page. */
export const COUNSELLOR_CSS = `${REASONS_CSS}
.first-look>ul{padding-inline-start:1.2rem}
.first-look>p,.first-look>ul{margin-block-start:.5rem}
.first-look h3{margin-block-start:.75rem;font-size:1.0625rem}
.desk-nav{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem 1rem}
.desk-nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1rem;padding:0;margin:0;list-style:none}
.desk-nav a{display:inline-flex;align-items:center;min-block-size:2.75rem}
.desk-nav [aria-current]{font-weight:650;text-decoration-thickness:.2em}
.stack{display:grid;gap:1.25rem;margin-block-start:1rem;justify-items:start}
.stack>.field,.stack>h2,.stack>p{inline-size:100%}
.field .hint{color:var(--soft);font-size:.9375rem;margin:0}
.field .error::before{content:"\\26A0\\FE0E "}
.field [aria-invalid]{border-color:var(--bad)!important}
.field input.copy{font-family:ui-monospace,monospace;font-size:1rem;background:var(--sheet)}
.ticket .field{margin-block:.75rem}
.notice,.problems{margin-block:1rem;padding:.75rem 1rem;background:var(--sheet);border:1px solid var(--line);border-inline-start:.3rem solid var(--accent);border-radius:.75rem}
.problems{border-inline-start-color:var(--bad)}
.problems h2{margin-block-start:0}
.problems table{inline-size:100%;border-collapse:collapse;margin-block-start:.5rem}
.problems th,.problems td{padding:.35rem .5rem;text-align:start;vertical-align:top;border-block-start:1px solid var(--line)}
.filters,.clients,.made{padding:0;list-style:none}
.filters{display:flex;flex-wrap:wrap;gap:.5rem;margin-block:1rem}
.clients,.made{display:grid;gap:.75rem}
.clients>li,.made>li{padding:.75rem 1rem;background:var(--sheet);border:1px solid var(--line);border-radius:.75rem}
.clients>li.waiting{border-inline-start:.3rem solid var(--warn)}
.clients h2,.ticket h2{margin:0}
.desk-nav .quiet{padding-inline:0}
.clients h2 a{display:inline-flex;align-items:center;min-block-size:2.75rem}
.clients p,.made p{margin-block-start:.25rem}
.silent{color:var(--warn);font-weight:600}
.counts{margin-block-start:.5rem}
blockquote{margin:.25rem 0 .5rem;padding-inline-start:.6rem;border-inline-start:3px solid var(--line);white-space:pre-wrap}
.facts>div{display:grid;gap:.1rem}
.history{padding-inline-start:1.4rem;margin-block-start:.75rem}
.qr{display:block;inline-size:min(14rem,100%);border-radius:.5rem;margin-block:.75rem}
.pages{display:flex;flex-wrap:wrap;align-items:center;gap:1rem;margin-block-start:1.25rem}
.made .link{font-family:ui-monospace,monospace;font-size:.875rem}
@media print{.desk-nav,.note{display:none}.made>li{break-inside:avoid}.qr{inline-size:4cm}}
`;
