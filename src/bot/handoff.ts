/**
 * Bot Framework's handoff protocol in the conversation: `handoff.initiate` says to a hub that a person should take over,
 * `handoff.status` is what the hub makes of it.
 */
import { type Activity, ActivityTypes, type TurnContext } from 'botbuilder';
import { z } from 'zod';
import { createTurnRunner, type TurnKeys } from './run-turn.ts';
import type { BotParts } from './turn.ts';

const status = z.looseObject({ state: z.enum(['accepted', 'failed', 'completed']) });

/** What is handed over; the same `key` for every repeat, another one where it came back and is handed over again. */
interface Handover {
  readonly key: string;
  readonly reference: string;
  readonly context: { readonly [name: string]: unknown };
}

/**
 * @returns for each handover the logic of a turn that puts the event into the conversation, once however often it comes;
 * `gone` is called where there is no such conversation. The desk's own link stays out: the client can read the events.
 */
export function createHandover(
  parts: BotParts,
  keys: TurnKeys,
): (handover: Handover, gone: () => void) => (context: TurnContext) => Promise<void> {
  const run = createTurnRunner(parts, keys);
  return (handover, gone) => async (context) => {
    let found = false;
    await run(context, { begin: () => undefined }, async (turn) => {
      found = true;
      const { saved } = turn;
      if (saved.handedOver?.includes(handover.key)) return 'nothing';
      saved.handedOver = [...(saved.handedOver ?? []), handover.key];
      const { answerUrl: _desksOwn, ...value } = handover.context;
      await context.sendActivity({ type: ActivityTypes.Event, name: 'handoff.initiate', value });
      return 'done';
    });
    if (!found) gone();
  };
}

/** What a hub says became of the handover; undefined for everything else. Who may say so is judged by the channel. */
export function handoffStatusIn(activity: Partial<Activity>): z.output<typeof status>['state'] | undefined {
  if (activity.type !== ActivityTypes.Event || activity.name !== 'handoff.status') return undefined;
  return status.safeParse(activity.value).data?.state;
}
