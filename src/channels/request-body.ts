import type { IncomingMessage } from 'node:http';
import { TooDeep, tidy } from './tidy.ts';

/** More than any message a person types or any card of ours submits. */
const MAX_BODY_BYTES = 256 * 1024;

type Refusal = { readonly status: 400 | 413 | 415; readonly code: string; readonly message: string };
export type Read<T> = { readonly is: 'read'; readonly value: T } | ({ readonly is: 'refused' } & Refusal);

const refuse = (status: Refusal['status'], code: string, message: string) =>
  ({ is: 'refused', status, code, message }) as const;

/** The rest flows away unread, so that the client can finish sending and hear why. */
function tooLarge(request: IncomingMessage) {
  request.resume();
  return refuse(413, 'MessageTooLarge', `A message may be at most ${MAX_BODY_BYTES / 1024} KB.`);
}

/**
 * The raw bytes of a request. Read here and not by restify's body parsers, because restify 12 dies on a body that says
 * it is gzip and is not, and inflates a small one without a limit: any Content-Encoding is refused.
 */
export async function readBytes(request: IncomingMessage): Promise<Read<Buffer>> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity')
    return refuse(415, 'UnsupportedEncoding', 'Send the body as it is, without Content-Encoding.');
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return tooLarge(request);
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      size += chunk.length;
      if (size > MAX_BODY_BYTES) return tooLarge(request);
      chunks.push(chunk);
    }
  } catch {
    return refuse(400, 'BadArgument', 'The request broke off.');
  }
  return { is: 'read', value: Buffer.concat(chunks) };
}

/** The JSON of a request, tidied; an empty body is `undefined`. */
export async function readJson(request: IncomingMessage): Promise<Read<unknown>> {
  const body = await readBytes(request);
  if (body.is === 'refused') return body;
  if (body.value.length === 0) return { is: 'read', value: undefined };
  const type = request.headers['content-type'] ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(type))
    return refuse(415, 'UnsupportedMediaType', 'Send JSON: Content-Type: application/json.');
  return parseJson(body.value.toString('utf8'));
}

/** Text to tidied JSON, or the refusal that says what is wrong with it. */
export function parseJson(text: string): Read<unknown> {
  try {
    return { is: 'read', value: tidy(JSON.parse(text)) };
  } catch (error) {
    return refuse(400, 'BadArgument', error instanceof TooDeep ? error.message : 'This is not valid JSON.');
  }
}
