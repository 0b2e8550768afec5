/** The form of a referral: what a desk receives, and what is published as /schemas/referral-1.json. */
import { z } from 'zod';
import { type FactKey, REGIONS } from '../domain/facts.ts';
import { AUTHORS, ISBAR, LANGUAGES } from '../domain/referral.ts';
import { assessmentSchema } from './assessment.ts';
import { factShapes } from './facts.ts';

const text = z.string().max(4000);
/** An answer to a question that dialogs/ adds has a path of its own. */
const factPath = z.union([z.enum(Object.keys(factShapes) as FactKey[]), z.templateLiteral(['extra.', z.string()])]);
const twoTongues = z.strictObject({ nl: text, client: text }).meta({ id: 'two-tongues' });
const language = z.enum(LANGUAGES);
const moment = z.iso.datetime({ offset: true });

export const referralSchema = z
  .strictObject({
    schema: z.literal('wegwijzer/referral-1'),
    reference: z.string().min(4).max(64),
    createdAt: moment,
    rules: z.string(),
    desk: z.strictObject({
      id: z.string().min(1),
      name: z.string().min(1),
      region: z.enum(REGIONS).nullable(),
      /** Empty: this desk has no mailbox, but an endpoint or a live handover. */
      email: z.email().or(z.literal('')),
      website: z.url(),
    }),
    client: z.strictObject({
      name: text.nullable(),
      reach: z
        .strictObject({ email: text.exactOptional(), phone: text.exactOptional(), other: text.exactOptional() })
        .nullable(),
      languages: z.strictObject({ conversation: language, dutch: text, french: text, english: text }),
      interpreter: z.boolean(),
    }),
    facts: z.array(z.strictObject({ key: factPath, value: z.unknown(), author: z.enum(AUTHORS), at: moment })),
    leftOut: z.array(z.string()),
    assessment: assessmentSchema,
    referrer: z.strictObject({ name: text, organisation: text, returnTo: text.nullable() }).nullable(),
    consent: z.strictObject({ at: moment, language, shown: z.array(z.string()), channel: z.string().min(1) }),
    summary: z.strictObject({
      lines: z.array(
        z.strictObject({
          id: z.string().min(1),
          section: z.enum(ISBAR),
          text: twoTongues,
          source: z.string().min(1),
          open: z.boolean(),
        }),
      ),
      openQuestions: z.array(z.strictObject({ id: z.string().min(1), text: twoTongues })),
      steps: z.array(
        z.strictObject({
          id: z.string().min(1),
          term: z.enum(['short', 'long']),
          text: twoTongues,
          done: z.boolean().exactOptional(),
        }),
      ),
      wouldChange: z.array(z.strictObject({ id: z.string().min(1), text: twoTongues })).exactOptional(),
      ocmwNote: twoTongues.nullable(),
    }),
  })
  .meta({ title: 'Referral of a newcomer to a one-stop-shop' });
