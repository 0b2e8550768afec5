/** What other systems call: facts in, an assessment out, and the descriptions of both. */
import type { Request, Response, Server } from 'restify';
import { answer, answerJson, readJson } from './exchange.ts';
import { openApi, referralSchema } from './openapi.ts';
import type { ApiSchemas, AssessFacts } from './ports.ts';

/** Facts are small: this is some ten times the largest that makes sense. */
const LIMIT = 65_536;

/** Mounts `POST /api/v1/assessments`, `/schemas/referral-1.json` and `/openapi.json`. */
export function mountApi(
  server: Server,
  parts: { readonly assessFacts: AssessFacts; readonly schemas: ApiSchemas; readonly publicUrl: string },
): void {
  const base = parts.publicUrl.replace(/\/$/, '');
  const referral = JSON.stringify(referralSchema(parts.schemas, `${base}/schemas/referral-1.json`));
  const description = JSON.stringify(openApi(parts.schemas, base));

  const publish = (body: string, type: string) =>
    async function published(_req: Request, res: Response): Promise<void> {
      // No secret in it: any site or tool may read it.
      answer(res, 200, type, body, {
        'Cache-Control': 'public, max-age=3600',
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
      });
    };

  server.post({ path: '/api/v1/assessments', name: 'assess' }, async (req: Request, res: Response): Promise<void> => {
    const judged = parts.assessFacts(await readJson(req, LIMIT));
    if (judged.ok) answerJson(res, 200, judged.assessment);
    else
      answerJson(res, 400, {
        error: { code: 'InvalidFacts', message: 'These facts cannot be judged.', problems: judged.problems },
      });
  });
  server.get(
    { path: '/schemas/referral-1.json', name: 'referral-schema' },
    publish(referral, 'application/schema+json'),
  );
  server.get({ path: '/openapi.json', name: 'openapi' }, publish(description, 'application/json; charset=utf-8'));
}
