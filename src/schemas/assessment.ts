/** The form of an assessment: section 5 of the contract. */
import { z } from 'zod';
import {
  ACCESSES,
  CRITERIA,
  DESTINATIONS,
  ELIGIBILITIES,
  NEEDS,
  OUTCOMES,
  PERSPECTIVES,
} from '../domain/assessment.ts';
import { DOCUMENT_HOLDINGS, type FactKey, PLACES } from '../domain/facts.ts';
import { factShapes } from './facts.ts';

const code = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

const sourceSchema = z.strictObject({
  title: z.string().min(1),
  ref: z.string().min(1),
  checkedOn: z.iso.date(),
});

export const assessmentSchema = z
  .strictObject({
    rules: z.string().regex(/^\d{4}-\d{2}(\.\d+)?$/),
    criteria: z.array(
      z.strictObject({ id: z.enum(CRITERIA), outcome: z.enum(OUTCOMES), reason: code, source: sourceSchema }),
    ),
    projectEligibility: z.enum(ELIGIBILITIES),
    deskAccess: z.enum(ACCESSES),
    perspective: z.strictObject({ outcome: z.enum(PERSPECTIVES), reason: code }),
    route: z.strictObject({
      to: z.enum(DESTINATIONS),
      region: z.enum(PLACES).nullable(),
      followUp: z.boolean().nullable(),
      reason: code,
    }),
    documents: z.array(
      z.strictObject({
        id: code,
        need: z.enum(NEEDS),
        reason: code,
        status: z.enum([...DOCUMENT_HOLDINGS, 'unknown']),
        wayRound: code.nullable(),
      }),
    ),
    offers: z.array(
      z.strictObject({
        id: code,
        fit: z.enum(['fits', 'check']),
        reason: code,
        status: z.enum(['running', 'ended', 'unverified']),
      }),
    ),
    flags: z.array(code),
    missing: z.array(z.enum(Object.keys(factShapes) as FactKey[])),
    nextSteps: z.array(z.strictObject({ id: code, url: z.url({ protocol: /^https$/ }) })),
    trace: z
      .array(
        z.strictObject({
          of: z.enum(['perspective', 'route', 'document', 'flag']),
          id: code,
          grounds: z.array(
            z.strictObject({
              rule: z.string().regex(/^[a-z]+\.[A-Za-z0-9-]+$/),
              validFrom: z.iso.date(),
              source: sourceSchema,
              amount: z.union([z.number(), z.iso.date()]).exactOptional(),
            }),
          ),
        }),
      )
      .exactOptional(),
  })
  .meta({ title: 'What the rules make of the facts' });
