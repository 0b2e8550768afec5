import type { Activity } from 'botbuilder';
import { z } from 'zod';
import { badArgument, tooLarge } from './problem.ts';

/** In characters as a person counts them (code points), not in UTF-16 units. */
const MAX_TEXT = 5000;

const id = z.string().min(1).max(200);

/**
 * What we take of an activity that a client posts. All else is dropped: ids, times, addresses and the conversation are
 * ours to set, and a `serviceUrl` or `recipient` from outside must never reach the bot.
 */
const Posted = z.object({
  type: z.enum(['message', 'event', 'typing']),
  from: z.object({ id: id.optional(), name: z.string().max(200).optional() }).optional(),
  text: z.string().optional(),
  textFormat: z.string().max(20).optional(),
  locale: z.string().max(35).optional().catch(undefined),
  name: z.string().max(200).optional(),
  value: z.unknown().optional(),
  valueType: z.string().max(200).optional(),
  channelData: z.looseObject({ clientActivityID: id.optional().catch(undefined) }).optional(),
  entities: z
    .array(z.looseObject({ type: z.string() }))
    .max(50)
    .optional(),
  localTimestamp: z.iso.datetime({ offset: true }).optional().catch(undefined),
  localTimezone: z.string().max(60).optional().catch(undefined),
  /** Nothing is uploaded: the bot learns that there was something and what kind, never the content. */
  attachments: z
    .array(z.object({ contentType: z.string().max(200), name: z.string().max(200).optional() }))
    .max(20)
    .optional(),
});

/** A client's activity as we store it, or a DirectLineProblem (400, 413) that says what is wrong. */
export function receivedActivity(posted: unknown): {
  readonly activity: Partial<Activity>;
  readonly clientActivityId: string | undefined;
} {
  const { success, data, error } = Posted.safeParse(posted);
  if (!success) {
    const [issue] = error.issues;
    throw badArgument(`This activity cannot be taken: ${issue?.path.join('.') || 'activity'}: ${issue?.message}`);
  }
  if (data.text !== undefined && data.text.length > MAX_TEXT && [...data.text].length > MAX_TEXT)
    throw tooLarge(`A message may be at most ${MAX_TEXT} characters. Nothing was stored; send a shorter one.`);
  const known = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  return {
    activity: known as Partial<Activity>,
    clientActivityId: data.channelData?.clientActivityID?.trim() || undefined,
  };
}
