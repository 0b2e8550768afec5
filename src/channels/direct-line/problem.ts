/**
 * What Direct Line says when it refuses: a status and `{error: {code, message}}`.
 * Clients act on the status: 403 means "this token has expired, refresh or give up", 404 "this conversation has ended".
 */
export class DirectLineProblem extends Error {
  readonly statusCode: number;
  readonly code: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(statusCode: number, code: string, message: string, retryAfterSeconds?: number) {
    super(message);
    this.name = 'DirectLineProblem';
    this.statusCode = statusCode;
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

export const badArgument = (message: string) => new DirectLineProblem(400, 'BadArgument', message);
export const noToken = () => new DirectLineProblem(401, 'Unauthorized', 'Send a token: Authorization: Bearer ...');
export const badToken = () => new DirectLineProblem(401, 'BadToken', 'This token or secret is not one of ours.');
export const tokenExpired = () =>
  new DirectLineProblem(403, 'TokenExpired', 'This token has expired. Ask for a new one.');
export const notYours = () => new DirectLineProblem(403, 'Forbidden', 'This token belongs to another conversation.');
export const conversationGone = () =>
  new DirectLineProblem(404, 'ConversationNotFound', 'This conversation does not exist (any more).');
export const tooLarge = (message: string) => new DirectLineProblem(413, 'MessageTooLarge', message);
export const tooMany = (retryAfterSeconds: number) =>
  new DirectLineProblem(429, 'TooManyRequests', 'Too many at once. Wait a moment and try again.', retryAfterSeconds);
