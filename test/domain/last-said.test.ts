import { describe, expect, it } from 'vitest';
import type { Appointment, DeskSays, HistoryEvent } from '../../src/domain/follow-up.ts';
import { appointmentIn, clientAnswers, lastSaid, openAsk } from '../../src/domain/last-said.ts';

type Step = HistoryEvent | readonly [HistoryEvent, unknown];
const at = (day: number) => new Date(Date.UTC(2026, 10, 23 + day, 9));
/** An event a day from Monday 23 November 2026 on; ids from 11 on. */
const historyOf = (...steps: readonly Step[]) =>
  steps.map((step, day) => {
    const [event, body] = typeof step === 'string' ? [step, null] : step;
    return { id: 11 + day, event, body, at: at(day) };
  });

const visit = (on: string): Appointment => ({ on, at: '10:00', minutes: 60, how: 'visit', place: 'Kerkstraat 1' });
const accept = (appointment: Appointment | null): readonly [HistoryEvent, DeskSays['accept']] => [
  'accept',
  { appointment, note: '' },
];
const ask = (note: string): readonly [HistoryEvent, DeskSays['ask-more']] => ['ask-more', { questions: [], note }];
const answer = (note: string): readonly [HistoryEvent, unknown] => ['answer', { answers: [], note }];

describe('what the desk said last', () => {
  it('is the newest of its kind, whatever came after it', () => {
    const history = historyOf('submit', 'deliver', ask('eerst'), ask('dan'), accept(null), answer('ja'));
    expect(lastSaid(history, 'ask-more')).toEqual({ questions: [], note: 'dan' });
    expect(lastSaid(history, 'accept')).toEqual({ appointment: null, note: '' });
  });

  it('is nothing where it never did, or where it is erased', () => {
    expect(lastSaid(historyOf('submit', 'deliver'), 'advise')).toBeUndefined();
    // Erased: the older one is not taken instead.
    expect(lastSaid(historyOf('submit', ask('eerst'), 'ask-more'), 'ask-more')).toBeUndefined();
    expect(lastSaid([], 'accept')).toBeUndefined();
  });
});

describe('what the client answered', () => {
  it('is all of it, oldest first, each with its time', () => {
    expect(clientAnswers(historyOf('submit', ask('wat?'), answer('dit'), ask('en?'), answer('dat')))).toEqual([
      { answers: [], note: 'dit', at: at(2) },
      { answers: [], note: 'dat', at: at(4) },
    ]);
  });

  it('leaves out what is erased', () => {
    expect(clientAnswers(historyOf('submit', ask('wat?'), 'answer'))).toEqual([]);
  });
});

describe('the question that stands open', () => {
  it('is the last one, until something else happens', () => {
    expect(openAsk(historyOf('submit', 'deliver', ask('wat?')))).toEqual({
      line: 13,
      asked: { questions: [], note: 'wat?' },
    });
    for (const after of [answer('dit'), accept(null), 'decline', 'withdraw'] as const) {
      expect(openAsk(historyOf('submit', 'deliver', ask('wat?'), after))).toBeUndefined();
    }
    expect(openAsk(historyOf('submit', 'deliver'))).toBeUndefined();
    expect(openAsk([])).toBeUndefined();
  });

  it('stays open when somebody is reminded, or the links are replaced', () => {
    expect(openAsk(historyOf('submit', ask('wat?'), 'remind-desk', 'alert-counsellor', 'relink'))?.line).toBe(12);
  });

  it('is none any more when its words are erased', () => {
    expect(openAsk(historyOf('submit', 'ask-more'))).toBeUndefined();
  });
});

describe('the appointment', () => {
  it('is none until the desk makes one', () => {
    expect(appointmentIn(historyOf('submit', 'deliver', accept(null)))).toBeUndefined();
    expect(appointmentIn(historyOf('submit', 'decline', 'withdraw'))).toBeUndefined();
    expect(appointmentIn(historyOf('submit', 'accept'))).toBeUndefined(); // erased
  });

  it('is the last one made, with how often it was changed', () => {
    expect(appointmentIn(historyOf('submit', accept(visit('2026-12-01'))))).toEqual({
      appointment: visit('2026-12-01'),
      sequence: 0,
      cancelled: false,
      saidAt: at(1),
    });
    const moved = historyOf('submit', accept(visit('2026-12-01')), 'remind-desk', accept(visit('2026-12-08')));
    expect(appointmentIn(moved)).toEqual({
      appointment: visit('2026-12-08'),
      sequence: 1,
      cancelled: false,
      saidAt: at(3),
    });
  });

  it.each<readonly [string, Step]>([
    ['the desk takes it back', accept(null)],
    ['the desk declines after all', 'decline'],
    ['the client withdraws', 'withdraw'],
  ])('is cancelled when %s', (_who, step) => {
    expect(appointmentIn(historyOf('submit', accept(visit('2026-12-01')), step))).toEqual({
      appointment: visit('2026-12-01'),
      sequence: 1,
      cancelled: true,
      saidAt: at(2),
    });
  });

  it('is cancelled once', () => {
    const twice = historyOf('submit', accept(visit('2026-12-01')), 'decline', accept(null), 'withdraw');
    expect(appointmentIn(twice)).toMatchObject({ sequence: 1, cancelled: true, saidAt: at(2) });
  });

  it('can be made again after it was cancelled: a newer version of the same', () => {
    const again = historyOf('submit', accept(visit('2026-12-01')), 'decline', accept(visit('2026-12-08')));
    expect(appointmentIn(again)).toEqual({
      appointment: visit('2026-12-08'),
      sequence: 2,
      cancelled: false,
      saidAt: at(3),
    });
  });

  it('stands when something else happens', () => {
    for (const step of ['advise', 'close', ask('wat?'), answer('dit')] as const) {
      const kept = appointmentIn(historyOf('submit', accept(visit('2026-12-01')), step));
      expect(kept).toMatchObject({ sequence: 0, cancelled: false, saidAt: at(1) });
    }
  });
});
