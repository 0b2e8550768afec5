/** What `GET /api/v1/referrals/{reference}` answers: where a referral stands, for the counsellor who forwarded the client. */
import { z } from 'zod';
import { PERSPECTIVES } from '../domain/assessment.ts';
import { APPOINTMENT_WAYS, DECLINE_REASONS, REFERRAL_REMARKS } from '../domain/follow-up.ts';
import { REFERRAL_STATES } from '../domain/referral.ts';
import { REFERRAL_ACTORS, REFERRAL_EVENTS } from '../domain/referral-states.ts';

const at = z.iso.datetime();
const state = z.enum(REFERRAL_STATES);

export const referralStatusSchema = z.strictObject({
  reference: z.string(),
  state,
  createdAt: at,
  changedAt: at,
  /** null: the client erased the referral, or its time was over. */
  desk: z.strictObject({ name: z.string(), website: z.string() }).nullable(),
  history: z.array(
    z.strictObject({
      event: z.enum(['submit', ...REFERRAL_EVENTS, ...REFERRAL_REMARKS]),
      state,
      actor: z.enum(REFERRAL_ACTORS),
      at,
    }),
  ),
  /** Day and hour as on the wall in Belgium. */
  appointment: z
    .strictObject({
      on: z.iso.date(),
      at: z.string().regex(/^\d{2}:\d{2}$/),
      minutes: z.int(),
      how: z.enum(APPOINTMENT_WAYS),
      place: z.string(),
    })
    .nullable(),
  declined: z.strictObject({ reason: z.enum(DECLINE_REASONS), note: z.string() }).nullable(),
  advice: z.strictObject({ advice: z.string(), perspective: z.enum(PERSPECTIVES), nextStep: z.string() }).nullable(),
});
/** Times are ISO 8601 in UTC; nothing of who the client is. */
export type ReferralStatus = z.infer<typeof referralStatusSchema>;
