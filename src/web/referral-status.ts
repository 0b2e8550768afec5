/** `GET /api/v1/referrals/{reference}`: where a referral stands, for the system of the counsellor who made it. */
import type { Request, Response, Server } from 'restify';
import type { FindStatus } from '../follow-up/ports.ts';
import { answerJson } from './exchange.ts';
import { type GuessGuard, lookWithCare } from './guesses.ts';

/** RFC 6750, section 2.1. */
const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

export function mountReferralStatus(
  server: Server,
  { guard, findStatus }: { readonly guard: GuessGuard; readonly findStatus: FindStatus },
): void {
  const refuse = (res: Response, error: string | undefined) => {
    // Section 3: who sent no token at all is told no reason.
    res.setHeader('WWW-Authenticate', `Bearer realm="wegwijzer"${error === undefined ? '' : `, error="${error}"`}`);
    answerJson(res, 401, { error: { code: 'Unauthorized', message: 'Send a bearer token that is still valid.' } });
  };

  server.get(
    { path: '/api/v1/referrals/:reference', name: 'referral-status' },
    async (req: Request, res: Response): Promise<void> => {
      const token = BEARER.exec(req.headers.authorization ?? '')?.[1];
      if (token === undefined) return refuse(res, undefined);
      const reference = String(req.params.reference);
      // A reference is guessed at as a token is: what opened is the two together.
      const found = await lookWithCare(
        guard,
        { req, res },
        'api',
        `${token} ${reference}`,
        () => findStatus(token, reference),
        ({ is }) => is === 'bad' || is === 'unknown',
      );
      if (found.is === 'found') return answerJson(res, 200, found.status);
      if (found.is !== 'unknown') return refuse(res, 'invalid_token');
      answerJson(res, 404, { error: { code: 'NotFound', message: 'There is no such referral of yours.' } });
    },
  );
}
