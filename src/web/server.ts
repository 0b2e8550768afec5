/** The HTTP server that everything is mounted on: limits, security headers, errors, and a log without anyone's words. */
import { randomUUID } from 'node:crypto';
import restify, { type Server } from 'restify';
import type { Language } from '../domain/referral.ts';
import { errorPage } from './error-page.ts';
import { answerHtml, answerJson, Refusal } from './exchange.ts';
import { chooseLanguage } from './languages.ts';
import type { Log, Words } from './ports.ts';
import { baseHeaders, type PagePolicy } from './security.ts';

export interface ServerOptions {
  readonly log: Log;
  readonly words: Words;
  readonly languages: readonly Language[];
  /** Where people reach us, such as `https://wegwijzer.example.org`. */
  readonly publicUrl: string;
  readonly policy: PagePolicy;
  /** Bytes that a request may announce; single routes allow less. */
  readonly maxBody?: number;
}

/** Requests that a machine makes every few seconds are not worth a line. */
const QUIET: ReadonlySet<string> = new Set(['healthz', 'readyz', 'metrics']);

/** What went wrong, without its message: a message may hold what a person wrote. */
const traceOf = (error: unknown): object => {
  if (!(error instanceof Error)) return { error: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { error: error.name, trace: frames.slice(0, 8).map((line) => line.trim()) };
};

interface Failure {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const failureOf = (error: unknown): Failure => {
  if (error instanceof Refusal) return { status: error.status, code: error.code, message: error.message };
  const status = (error as { statusCode?: unknown })?.statusCode;
  if (status === 404) return { status, code: 'NotFound', message: 'There is nothing at this address.' };
  if (status === 405) return { status, code: 'MethodNotAllowed', message: 'This address does not take this method.' };
  if (typeof status === 'number' && status >= 400 && status < 500)
    return { status, code: 'BadRequest', message: 'The request could not be understood.' };
  return { status: 500, code: 'InternalError', message: 'Something went wrong on our side.' };
};

/**
 * A restify server, not listening yet. Answers 415 to any Content-Encoding (restify 12 dies on a gzip body that is none),
 * 413 to announced bodies above the limit, errors as `{error: {code, message}}` or, for a browser, as a page in the
 * person's language. Mount routes with async handlers that return nothing: restify would log a returned value.
 */
export function createServer(options: ServerOptions): Server {
  const { log, words, languages, policy, maxBody = 1_048_576 } = options;
  // restify's own log is silent: it writes whole requests and responses, with their tokens.
  const { logger } = restify as unknown as { logger(options: object): NonNullable<restify.ServerOptions['log']> };
  const server = restify.createServer({ name: '', log: logger({ level: 'silent' }) });
  server.server.requestTimeout = 60_000;

  server.pre((req, res, next) => {
    const headers = baseHeaders(options.publicUrl);
    for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
    res.setHeader('X-Request-Id', randomUUID());
    const refuse = (status: number, code: string, message: string) => {
      res.setHeader('Connection', 'close'); // the body is left unread
      answerJson(res, status, { error: { code, message } });
      next(false);
    };
    if (req.headers['content-encoding'] !== undefined)
      return refuse(415, 'UnsupportedContentEncoding', 'Send the body without Content-Encoding.');
    if (Number(req.headers['content-length'] ?? 0) > maxBody)
      return refuse(413, 'PayloadTooLarge', `Send at most ${maxBody} bytes.`);
    if ((req.url ?? '').length > 8_192) return refuse(414, 'UriTooLong', 'The address is too long.');
    next();
  });

  // The callback is never called: after it restify would answer itself.
  server.on('restifyError', (req, res, error) => {
    const failure = failureOf(error);
    const requestId = res.getHeader('X-Request-Id');
    if (failure.status >= 500)
      log.error({ requestId, route: req.route?.name ?? 'none', ...traceOf(error) }, 'A request failed');
    if (res.headersSent) {
      res.destroy();
      return;
    }
    if (req.headers.accept?.includes('text/html') === true) {
      const { language } = chooseLanguage(
        /[?&]lang=([a-z]{2})/.exec(req.url ?? '')?.[1],
        req.headers['accept-language'],
        languages,
      );
      answerHtml(res, failure.status, errorPage(words, language, failure.status, policy), {
        'Content-Security-Policy': policy.page,
      });
      return;
    }
    answerJson(res, failure.status, { error: { code: failure.code, message: failure.message } });
  });

  server.on('after', (req, res, route) => {
    const name = route?.name ?? 'none';
    if (QUIET.has(name)) return;
    log.info(
      {
        requestId: res.getHeader('X-Request-Id'),
        method: req.method,
        route: name,
        status: res.statusCode,
        ms: Date.now() - req.time(),
      },
      'Answered a request',
    );
  });

  return server;
}
