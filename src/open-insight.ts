/** The indicators, put together: what is counted, who may see it, and the pages that show it. */
import type { IncomingMessage } from 'node:http';
import type { Server } from 'restify';
import { describeInflow, quarterStart } from './domain/insight.ts';
import { dayInBelgium } from './domain/working-days.ts';
import type { Database } from './storage/database.ts';
import { readInsight } from './storage/insight.ts';
import type { GuessGuard } from './web/guesses.ts';
import { createInsightAccess } from './web/insight/access.ts';
import { mountInsight } from './web/insight/routes.ts';
import { INSIGHT_CSS } from './web/insight/style.ts';
import type { Words as Say } from './web/ports.ts';
import { pagePolicy } from './web/security.ts';
import { OFFICE_NAMESPACES } from './words/languages.ts';

export interface InsightParts {
  readonly database: Database;
  /** For whoever runs a desk; undefined: only counsellors see the figures. */
  readonly secret: string | undefined;
  readonly signingKey: string;
  readonly isCounsellor: (req: IncomingMessage) => Promise<boolean>;
  readonly guard: GuessGuard;
  readonly say: Say;
  readonly questions: readonly string[];
  readonly css: string;
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** Two years and the running quarter. */
const QUARTERS_BACK = 8;

/** Mounts `/insight` and `/insight.csv`. */
export function openInsight(server: Server, parts: InsightParts): void {
  const { database, secret, signingKey: key, isCounsellor, guard, say, questions, css, publicUrl, now } = parts;
  mountInsight(server, {
    words: say,
    languages: OFFICE_NAMESPACES.insight ?? ['nl'],
    policy: pagePolicy(css + INSIGHT_CSS, publicUrl, []),
    publicUrl,
    access: createInsightAccess({ secret, key, publicUrl, isCounsellor, guard, now }),
    async read() {
      const today = dayInBelgium(now());
      const { cases, stopped } = await readInsight(database, now, quarterStart(today, QUARTERS_BACK));
      return describeInflow(cases, stopped, questions, today);
    },
  });
}
