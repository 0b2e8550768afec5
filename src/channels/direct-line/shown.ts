import type { Activity } from 'botbuilder';

export interface ActivitySet {
  readonly activities: readonly Partial<Activity>[];
  /** Where to go on reading. Clients send it back as it is. */
  readonly watermark: string;
}

export interface Logged {
  readonly seq: number;
  readonly activity: Partial<Activity>;
}

/** An activity as clients may see it: how to reach the bot and who called it stay inside. */
export function shownActivity(conversation: string, { seq, activity }: Logged): Partial<Activity> {
  const { serviceUrl: _s, callerId: _c, recipient: _r, deliveryMode: _d, ...rest } = activity;
  return {
    ...rest,
    id: rest.id ?? `${conversation}|${String(seq).padStart(7, '0')}`,
    channelId: 'directline',
    conversation: { id: conversation } as Activity['conversation'],
  };
}

/** A stretch of the log as Direct Line hands it out; an empty stretch keeps the watermark where it was. */
export function activitySet(conversation: string, logged: readonly Logged[], after: number): ActivitySet {
  return {
    activities: logged.map((entry) => shownActivity(conversation, entry)),
    watermark: String(logged.at(-1)?.seq ?? after),
  };
}

/**
 * As our pages draw it: a button that posts back stands there without a word, for it ended what was asked; one with a
 * display text says that; events are not there.
 */
export function asSeen(activity: Partial<Activity>): readonly Partial<Activity>[] {
  if (activity.type !== 'message') return [];
  const { text, value, ...silent } = activity;
  if (activity.channelData?.postBack === true) return [silent];
  const messageBack: { displayText?: unknown } | undefined = activity.channelData?.messageBack;
  if (messageBack === undefined) return [activity];
  return [typeof messageBack.displayText === 'string' ? { ...activity, text: messageBack.displayText } : silent];
}
