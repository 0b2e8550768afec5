/** When a peer that is busy asks us to come back (RFC 9110, section 10.2.3). */

const DAY_MS = 86_400_000;

/** @returns the time that seconds or an HTTP date name, a day away at most; undefined for none, for the past and for nonsense */
export function readRetryAfter(value: string | undefined, now: Date): Date | undefined {
  const text = value?.trim() ?? '';
  const asked = /^\d+$/.test(text) ? now.getTime() + Number(text) * 1000 : httpDate(text);
  if (asked === undefined || asked <= now.getTime()) return undefined;
  return new Date(Math.min(asked, now.getTime() + DAY_MS));
}

/** The one form that is still to be sent: `Sun, 06 Nov 1994 08:49:37 GMT`. */
function httpDate(text: string): number | undefined {
  if (!/^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}
