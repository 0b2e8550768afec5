import type { IncomingMessage } from 'node:http';
import type { Next, Request, Response } from 'restify';
import type { Report } from '../ports.ts';
import { errorBody, sendJson } from '../send-json.ts';
import { type AllowedOrigins, judgeOrigin } from './origins.ts';
import { DirectLineProblem } from './problem.ts';

export const PREFIX = '/v3/directline';

function sendProblem(response: Response, problem: DirectLineProblem): void {
  if (problem.retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(problem.retryAfterSeconds));
  if (problem.statusCode === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  sendJson(response, problem.statusCode, errorBody(problem));
}

/**
 * A restify handler that answers with what `work` throws. It returns nothing, always: restify 12 logs what an async
 * handler returns together with the whole response, tokens and all.
 */
export function answering(
  work: (request: Request, response: Response) => Promise<void>,
  report: Report,
): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    try {
      await work(request, response);
    } catch (error) {
      if (error instanceof DirectLineProblem) sendProblem(response, error);
      else {
        report('direct-line-failed', error);
        sendProblem(response, new DirectLineProblem(500, 'ServerError', 'Something went wrong here. Try again.'));
      }
    }
  };
}

/**
 * For `server.pre`: cross-origin headers on everything under Direct Line, errors and unknown paths too, and the answer
 * to preflights, which restify would not route. Nothing here may be kept by a cache.
 */
export function openToPages(allowed: AllowedOrigins, publicUrl: string | undefined) {
  return (request: Request, response: Response, next: Next) => {
    if (!isUnderPrefix(request)) return next();
    response.setHeader('Cache-Control', 'no-store');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (allowed !== 'any') response.setHeader('Vary', 'Origin');
    const origin = judgeOrigin(request, allowed, publicUrl);
    if (origin.is === 'refused') {
      sendProblem(response, new DirectLineProblem(403, 'OriginNotAllowed', 'This site may not use this chat.'));
      return next(false);
    }
    if (origin.header !== undefined) response.setHeader('Access-Control-Allow-Origin', origin.header);
    response.setHeader('Access-Control-Expose-Headers', 'Retry-After');
    if (request.method !== 'OPTIONS') return next();
    response.setHeader('Access-Control-Allow-Methods', 'GET, POST, OPTIONS');
    response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, X-Ms-Bot-Agent, X-Requested-With');
    response.setHeader('Access-Control-Max-Age', '600');
    response.sendRaw(204, '');
    return next(false);
  };
}

function isUnderPrefix(request: IncomingMessage): boolean {
  return request.url === PREFIX || request.url?.startsWith(`${PREFIX}/`) === true;
}
