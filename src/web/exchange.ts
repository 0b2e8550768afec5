/** Reading a request's body within limits, and answering. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** A request that we refuse; the message is for whoever calls the API, never a person's words. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
  }
}

/** Where a request goes, without trusting its Host header. */
export const urlOf = (req: IncomingMessage): URL => {
  const target = req.url ?? '/';
  try {
    return new URL(target.startsWith('/') ? `http://host${target}` : target, 'http://host');
  } catch {
    throw new Refusal(400, 'BadUrl', 'The address is not a valid URL.');
  }
};

/** The body. Throws Refusal 413 above `limit` bytes and 415 for another content type. */
async function readBytes(req: IncomingMessage, types: readonly string[], limit: number): Promise<Buffer> {
  const type = req.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type)) throw new Refusal(415, 'UnsupportedMediaType', `Send ${types.join(' or ')}.`);
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving a plain `for await` would close the connection, and the refusal would not arrive.
  for await (const chunk of req.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) break;
    chunks.push(chunk);
  }
  if (size > limit) {
    req.resume(); // after the loop: inside it, its own listener would keep the rest from flowing away
    throw new Refusal(413, 'PayloadTooLarge', `Send at most ${limit} bytes.`);
  }
  return Buffer.concat(chunks);
}

const readText = async (...asked: Parameters<typeof readBytes>): Promise<string> =>
  (await readBytes(...asked)).toString('utf8');

/** The fields and files of a posted form. Throws Refusal 400 when it is malformed. */
export async function readMultipart(req: IncomingMessage, limit: number): Promise<FormData> {
  const type = 'multipart/form-data';
  const body = await readBytes(req, [type], limit);
  try {
    return await new Response(new Uint8Array(body), {
      headers: { 'content-type': req.headers['content-type'] ?? type },
    }).formData();
  } catch {
    throw new Refusal(400, 'InvalidForm', 'The form is not valid multipart/form-data.');
  }
}

/** The body as JSON. Throws Refusal 400 when it is none. */
export async function readJson(req: IncomingMessage, limit: number): Promise<unknown> {
  const text = await readText(req, ['application/json'], limit);
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'InvalidJson', 'The body is not valid JSON.');
  }
}

/** The fields of a posted form. */
export const readForm = async (req: IncomingMessage, limit: number): Promise<URLSearchParams> =>
  new URLSearchParams(await readText(req, ['application/x-www-form-urlencoded'], limit));

/** Answers with a body that nobody may keep, unless the headers say otherwise. */
export function answer(
  res: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: { readonly [name: string]: string | readonly string[] } = {},
): void {
  if (res.headersSent) return;
  res.statusCode = status;
  res.setHeader('Content-Type', type);
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Content-Length', Buffer.byteLength(body));
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  res.end(body);
}

export const answerJson = (res: ServerResponse, status: number, body: unknown): void =>
  answer(res, status, 'application/json; charset=utf-8', JSON.stringify(body));

/** The first of these encodings that a browser takes, or undefined. */
export function acceptedEncoding(req: IncomingMessage): 'br' | 'gzip' | undefined {
  const accepted = req.headers['accept-encoding'];
  const header = Array.isArray(accepted) ? accepted.join(',') : (accepted ?? '');
  return (['br', 'gzip'] as const).find((name) =>
    header.split(',').some((entry) => {
      const [coding, weight] = entry
        .trim()
        .toLowerCase()
        .split(/\s*;\s*q=/);
      return coding === name && Number(weight ?? 1) > 0;
    }),
  );
}

/** Light enough to pay at every page: about a millisecond. */
const QUICK = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

/**
 * Answers with a page, compressed. What it repeats of its address cannot be used to guess at its token by its size
 * (BREACH): the token is another one in every answer.
 */
export function answerHtml(
  res: ServerResponse,
  status: number,
  page: string,
  headers: { readonly [name: string]: string | readonly string[] } = {},
): void {
  const encoding = acceptedEncoding(res.req);
  const body = encoding === 'br' ? brotliCompressSync(page, QUICK) : encoding === 'gzip' ? gzipSync(page) : page;
  const vary = ['Accept-Encoding', headers.Vary].filter((name) => name !== undefined).join(', ');
  answer(res, status, 'text/html; charset=utf-8', body, {
    ...headers,
    Vary: vary,
    ...(encoding === undefined ? {} : { 'Content-Encoding': encoding }),
  });
}
