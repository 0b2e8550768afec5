import { REASONS_CSS } from '../reasons.ts';

/** The style of the pages behind the links of a referral, beside that of every page. */
export const FOLLOW_UP_CSS = `${REASONS_CSS}
.tongues .list a{display:block;padding:.6rem .9rem}
.tongues ul{display:flex;flex-wrap:wrap;gap:0 .25rem;margin:0;padding:0;list-style:none}
.tongues a{display:inline-block;min-block-size:2.75rem;padding:.6rem .5rem;font-size:.9375rem;text-decoration:none;border-radius:.6rem}
.tongues a:hover{background:var(--tint)}
.tongues [aria-current]{font-weight:650;text-decoration:underline}
.banner{margin-block:.75rem;padding:.75rem 1rem;background:var(--sheet);border:1px solid var(--line);border-inline-start:.35rem solid var(--accent);border-radius:.6rem}
.banner.bad{border-inline-start-color:var(--bad)}
.banner h2{margin:0;font-size:1.125rem}
.banner h2::before{content:"✓ ";color:var(--accent)}
.banner.bad h2::before{content:"! ";color:var(--bad)}
.banner:focus{outline:3px solid var(--accent);outline-offset:2px}
.quiet-text,.desk small{color:var(--soft)}
[aria-invalid] input,input[aria-invalid],textarea[aria-invalid]{border-color:var(--bad)!important}
.row{display:flex;flex-wrap:wrap;align-items:start;gap:.5rem 1rem}
.row .field{flex:0 1 auto}
.field.wide{margin-block-start:.6rem}
.field textarea{resize:vertical}

.status-page .big{font-size:1.125rem;font-weight:650}
.struck{text-decoration:line-through;color:var(--soft)}
.buttons{display:flex;flex-wrap:wrap;gap:.5rem;margin-block-start:.75rem}
.quoted{margin-block:.6rem;padding-inline-start:.75rem;border-inline-start:.2rem solid var(--line)}
.quoted blockquote{margin:0}
.status-page h3{margin:.75rem 0 .25rem;font-size:1.0625rem}
.steps time{color:var(--soft);font-size:.9375rem}
.paper{margin-block-start:1rem}
.paper em{font-style:normal;font-weight:400;color:var(--soft)}

.desk-body .top,.desk{max-inline-size:80rem}
.desk-body .top{min-block-size:2.5rem;padding-block:0}
.desk-body .brand,.desk-body .tongues a{min-block-size:2.25rem;padding-block:.35rem}
.desk{padding-block-end:.75rem;font-size:.8125rem;line-height:1.3}
.desk h1{margin:0;font-size:1.25rem;line-height:1.25}
.desk h1 small{font-size:.8125rem;font-weight:400}
.desk h2{margin:.4rem 0 .1rem;font-size:.8125rem;color:var(--accent)}
.desk .banner h2{margin:0;font-size:1rem;color:var(--ink)}
.desk p{margin:.15rem 0}
.desk small{font-size:.75rem}
.desk .do{margin-block:.25rem;padding:.2rem .6rem .35rem;background:var(--tint);border-radius:.6rem}
.desk .do h2{display:inline;margin:0;font-size:.875rem}
.desk .do>.quiet-text{display:inline;margin-inline-start:.5rem;color:var(--ink)}
.presses{display:flex;flex-wrap:wrap;gap:.35rem;margin-block-start:.3rem}
.presses summary{min-block-size:2rem;padding:.2rem .85rem;background:var(--sheet);border:1.5px solid var(--accent);border-radius:1.2rem;color:var(--accent);font-weight:600;cursor:pointer}
.presses details[open]{flex:1 0 100%;padding-block-end:.5rem}
.presses details[open]>summary{display:inline-flex;background:var(--accent);color:var(--accent-ink)}
.presses form{margin-block-start:.4rem;padding:.6rem .8rem;background:var(--sheet);border:1px solid var(--line);border-radius:.6rem;font-size:.9375rem;max-inline-size:62rem}
.presses .option{min-block-size:2rem;gap:.5rem;padding-block:.1rem}
.presses .option input{inline-size:1.25rem;block-size:1.25rem}
.presses .field input:not([type=radio],[type=checkbox]),.presses .field select{min-block-size:2.25rem;padding:.25rem .5rem}
.presses .field textarea{min-block-size:4rem}
.questions{display:grid;grid-template-columns:repeat(auto-fill,minmax(16rem,1fr));gap:0 1rem}
.across{display:flex;flex-wrap:wrap;gap:0 1.25rem}
.across legend,.across .error{flex:1 0 100%}
.whom{display:grid;grid-template-columns:1fr 1fr;gap:0 1rem;margin:0}
.whom>div,.papers>div,.since dl>div{display:flex;gap:.4rem;padding:1px 0;border-block-end:1px solid var(--line)}
.whom dt,.papers dt,.since dt{flex:0 0 6.5rem;color:var(--soft)}
.whom dd,.papers dd,.since dd{flex:1;margin:0;min-inline-size:0}
.whom dd{font-weight:650}
.asked{padding:.25rem .5rem;background:var(--tint);border-inline-start:.25rem solid var(--accent)}
.columns-part{display:grid;grid-template-columns:minmax(0,71fr) minmax(0,29fr);gap:0 1rem;align-items:start}
.summary{inline-size:100%;border-collapse:collapse;line-height:1.2}
.summary th,.summary td{padding:0 4px 1px;border-block-end:1px solid var(--line);vertical-align:top;text-align:start}
.summary tbody th{inline-size:11%;color:var(--accent)}
.summary tbody th span{font-weight:400;color:var(--soft);font-size:.75rem}
.summary tbody td{inline-size:44.5%}
.summary .open td{font-weight:650}
.desk .criteria-list{margin:0;padding:0;list-style:none}
.criteria-list li{padding:1px 0;border-block-end:1px solid var(--line)}
.criteria-list .met strong{color:var(--accent)}
.criteria-list .not-met strong{color:var(--bad)}
.criteria-list .review strong{color:var(--warn)}
.papers,.since dl{margin:0}
.under-part{display:flex;flex-wrap:wrap;gap:0 1rem;align-items:start;justify-content:space-between}
.under-part>.reasons{margin-block:.3rem}
.under-part>.reasons[open]{flex:1 0 100%}
.under-part>.reasons>summary{min-block-size:1.75rem;padding-block:.15rem;font-size:.8125rem}
.history ol{margin:0;padding-inline-start:1.2rem}
.since{padding:.25rem .5rem;background:var(--sheet);border:1px solid var(--accent);border-radius:.5rem}
.small-print{padding-block-start:.2rem;border-block-start:1px solid var(--line);color:var(--soft);font-size:.75rem}
@media (max-width:56rem){
.columns-part{grid-template-columns:minmax(0,1fr)}
.whom{grid-template-columns:minmax(0,1fr)}
.desk{font-size:.9375rem}
}
@media (max-width:36rem){
.summary,.summary tbody,.summary tr,.summary td,.summary th{display:block;inline-size:auto!important}
.summary thead{display:none}
}
@media print{
.reasons:not([open]),.under-part:not(:has(.reasons[open])){display:none}
.buttons,.controls-part,.paper .option:not(:has(:checked)){display:none}
.paper{margin-block-start:.3rem}
.paper .option{min-block-size:0;padding:0}
.paper .option input{inline-size:.8rem;block-size:.8rem}
.steps time{font-size:8.5pt}
.do,.tongues,.desk-body .top,.banner{display:none}
.banner.bad{display:block}
.desk{max-inline-size:none;padding:0;font-size:7.25pt;line-height:1.18}
.desk h1{font-size:11pt}
.desk h1 small{font-size:8pt}
.desk h2,.desk .banner h2{font-size:8pt}
.desk small,.small-print,.summary tbody th span{font-size:6.5pt}
.columns-part{grid-template-columns:minmax(0,69fr) minmax(0,31fr)}
.summary tbody th{inline-size:15%}
.summary tbody td{inline-size:42.5%}
.whom{grid-template-columns:1fr 1fr}
.whom dt,.papers dt,.since dt{flex-basis:4.5rem}
}
`;
