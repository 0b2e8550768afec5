/** What a desk fills in, judged before anything is kept. */
import { expect, test } from 'vitest';
import { readDeskForm } from '../../src/follow-up/desk-form.ts';
import type { FormFields, Press } from '../../src/follow-up/ports.ts';

/** Monday morning, nine o'clock in Belgium. */
const NOW = new Date('2026-11-23T08:00:00Z');
const read = (press: Press, fields: { readonly [name: string]: string | readonly string[] }, now = NOW) => {
  const form: FormFields = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? [value] : value]),
  );
  const said = readDeskForm(press, form, ['goal', 'obstacles', 'name'], now);
  return said.is === 'said' ? said.body : said.problems;
};
const MEETING = { on: '2026-11-30', at: '09:30', minutes: '45', how: 'visit', place: 'Teststraat 1' };

test('an appointment is kept as it stands on the wall in Belgium', () => {
  expect(read('accept', { ...MEETING, note: ' Tot dan. \r\n' })).toEqual({
    appointment: { on: '2026-11-30', at: '09:30', minutes: 45, how: 'visit', place: 'Teststraat 1' },
    note: 'Tot dan.',
  });
});

test('to accept without an appointment is fine: minutes and way alone are none', () => {
  expect(read('accept', { on: '', at: '', minutes: '60', how: 'visit', place: '' })).toEqual({
    appointment: null,
    note: '',
  });
});

test.each([
  ['30/11/2026', '9u30'],
  ['30.11.2026', '9.30'],
  ['30-11-2026', '09:30:00'],
])('a browser without date fields sends what people write: %s, %s', (on, at) => {
  expect(read('accept', { ...MEETING, on, at })).toMatchObject({ appointment: { on: '2026-11-30', at: '09:30' } });
});

test.each([
  [{ on: '2026-02-30' }, { on: 'day-unreal' }],
  [{ on: 'morgen' }, { on: 'day-unreal' }],
  [{ on: '' }, { on: 'day-unreal' }],
  [{ on: '2026-11-22' }, { on: 'day-past' }],
  [{ on: '2027-11-24' }, { on: 'day-far' }],
  [{ at: '' }, { at: 'hour-unreal' }],
  [{ at: '25:00' }, { at: 'hour-unreal' }],
  [{ at: '03:00' }, { at: 'hour-night' }],
  [{ on: '2026-11-23', at: '09:00' }, { at: 'hour-past' }],
  [{ minutes: '0' }, { minutes: 'minutes-unreal' }],
  [{ minutes: 'een uur' }, { minutes: 'minutes-unreal' }],
  [{ how: 'fax' }, { how: 'choose' }],
  [{ place: 'x'.repeat(301) }, { place: 'too-long' }],
  [{ note: 'x'.repeat(1001) }, { note: 'too-long' }],
  [
    { on: '2020-01-01', at: 'x', note: 'x'.repeat(1001) },
    { on: 'day-past', at: 'hour-unreal', note: 'too-long' },
  ],
])('an appointment with %j is sent back: %j', (change, problems) => {
  expect(read('accept', { ...MEETING, ...change })).toEqual(problems);
});

test('the last day is a year from now, the first is today', () => {
  expect(read('accept', { ...MEETING, on: '2027-11-23' })).toHaveProperty('appointment.on', '2027-11-23');
  expect(read('accept', { ...MEETING, on: '2026-11-23', at: '09:01' })).toHaveProperty('appointment.at', '09:01');
});

test('today is the day in Belgium, also when it is still yesterday in Greenwich', () => {
  const midnight = new Date('2026-11-23T23:30:00Z');
  expect(read('accept', { ...MEETING, on: '2026-11-23' }, midnight)).toEqual({ on: 'day-past' });
});

test('questions are asked in the order of the interview, only those that there are', () => {
  expect(read('ask-more', { question: ['obstacles', 'goal', 'share', 'nonsense'], note: '' })).toEqual({
    questions: ['goal', 'obstacles'],
    note: '',
  });
  expect(read('ask-more', { note: 'Heb je een rijbewijs?' })).toEqual({
    questions: [],
    note: 'Heb je een rijbewijs?',
  });
  expect(read('ask-more', { question: ['nonsense'], note: '  ' })).toEqual({ questions: 'nothing-asked' });
});

test('a no needs a reason from the list, and another reason needs its words', () => {
  expect(read('decline', { reason: 'no-room' })).toEqual({ reason: 'no-room', note: '' });
  expect(read('decline', {})).toEqual({ reason: 'choose' });
  expect(read('decline', { reason: 'because' })).toEqual({ reason: 'choose' });
  expect(read('decline', { reason: 'other', note: ' ' })).toEqual({ note: 'empty' });
});

test('advice needs all three parts', () => {
  const whole = { advice: 'Volg eerst Nederlands.', perspective: 'combined', nextStep: 'Bel het CVO.' };
  expect(read('advise', whole)).toEqual(whole);
  expect(read('advise', {})).toEqual({ advice: 'empty', perspective: 'choose', nextStep: 'empty' });
  expect(read('advise', { ...whole, advice: 'x'.repeat(10_000) })).toEqual({ advice: 'too-long' });
});

test('what a database cannot keep or a page cannot show is taken out; lines stay', () => {
  expect(read('decline', { reason: 'no-room', note: 'een\u0000\r\ntwee\u0007\ud800' })).toEqual({
    reason: 'no-room',
    note: 'een\ntwee\ufffd',
  });
});
