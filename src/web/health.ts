/** For whoever keeps this running: does it live, can it work, how is it doing. */
import type { Request, Response, Server } from 'restify';
import { answer, answerJson } from './exchange.ts';
import type { CheckReady, MetricsRegistry } from './ports.ts';

/** Mounts `/healthz` (always 200), `/readyz` (503 when the database does not answer) and `/metrics` (Prometheus text). */
export function mountHealth(
  server: Server,
  parts: { readonly checkReady: CheckReady; readonly metrics: MetricsRegistry },
): void {
  server.get({ path: '/healthz', name: 'healthz' }, async (_req: Request, res: Response): Promise<void> => {
    answerJson(res, 200, { status: 'ok' });
  });
  server.get({ path: '/readyz', name: 'readyz' }, async (_req: Request, res: Response): Promise<void> => {
    const ready = await parts.checkReady().catch(() => false);
    answerJson(res, ready ? 200 : 503, { status: ready ? 'ready' : 'not-ready' });
  });
  server.get({ path: '/metrics', name: 'metrics' }, async (_req: Request, res: Response): Promise<void> => {
    answer(res, 200, parts.metrics.contentType, await parts.metrics.metrics());
  });
}
