/** What a refusal of Azure's connector means for a message that we wanted to say first. */
import { z } from 'zod';
import type { SpokeFirst } from './ports.ts';

const errorSchema = z.looseObject({ statusCode: z.number().optional(), code: z.string().optional() });
const headersSchema = z.looseObject({
  response: z.looseObject({ headers: z.looseObject({ get: z.function() }) }),
});

/** Node's and the SDK's names for a network that does not answer. */
const NO_NETWORK = /^(?:E[A-Z]+|REQUEST_SEND_ERROR|UND_ERR_.*)$/;

/**
 * @returns how the attempt ended; undefined where the error is none of the connector's, so a bug of ours.
 * 403 and 404: the person removed or blocked the app, or the conversation is no more.
 */
export function afterConnectorError(error: unknown, now: Date): SpokeFirst | undefined {
  const { data } = errorSchema.safeParse(error);
  const { statusCode: status, code = '' } = data ?? {};
  if (status === undefined) return NO_NETWORK.test(code) ? { is: 'unreachable', code: 'no-network' } : undefined;
  if (status === 403 || status === 404) return { is: 'accepted', receipt: 'gone' };
  // 401: our own password is not good (any more); somebody can mend that while we wait.
  if (status === 401 || status === 408 || status === 429 || status >= 500) {
    const notBefore = retryAfter(error, now);
    return { is: 'unreachable', code: `http-${status}`, ...(notBefore === undefined ? {} : { notBefore }) };
  }
  return { is: 'refused', code: `http-${status}` };
}

/** Retry-After in seconds or as a date; more than a day is not believed. */
function retryAfter(error: unknown, now: Date): Date | undefined {
  const { data } = headersSchema.safeParse(error);
  if (data === undefined) return undefined;
  const said = String((error as { response: { headers: Headers } }).response.headers.get('retry-after') ?? '');
  const at = /^\d{1,9}$/.test(said) ? now.getTime() + Number(said) * 1000 : Date.parse(said);
  const wait = at - now.getTime();
  return wait > 0 && wait <= 86_400_000 ? new Date(at) : undefined;
}
