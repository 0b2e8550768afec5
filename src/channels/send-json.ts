import type { Response } from 'restify';

/** Sends JSON as it is: restify's own formatters choose by the Accept header, and clients send odd ones. */
export function sendJson(response: Response, status: number, body: unknown): void {
  response.sendRaw(status, JSON.stringify(body), { 'content-type': 'application/json; charset=utf-8' });
}

/** The shape of errors in Bot Framework's protocols. */
export const errorBody = ({ code, message }: { readonly code: string; readonly message: string }) => ({
  error: { code, message },
});
