/** A link as a QR code: inline SVG, black on white whatever the page's colours are, because cameras need that. */
import { generate } from 'lean-qr';
import { toSvgPath } from 'lean-qr/extras/svg';
import { type Html, html } from '../html.ts';

/** Modules of white around it (ISO/IEC 18004, section 9.1). */
const QUIET_ZONE = 4;

/** @param label what a screen reader says instead: the link itself stands beside it */
export function qrCode(text: string, label: string): Html {
  const code = generate(text);
  const side = code.size + 2 * QUIET_ZONE;
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="${-QUIET_ZONE} ${-QUIET_ZONE} ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M-${QUIET_ZONE}-${QUIET_ZONE}h${side}v${side}h-${side}z"/><path fill="#000" d="${toSvgPath(code)}"/></svg>`;
}
