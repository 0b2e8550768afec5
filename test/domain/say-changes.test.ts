/** What would alter the result, said to the person only where it is in their power, and shortly to the desk. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHANGES } from '../../src/domain/codes.ts';
import { sayChangesToClient, sayChangesToDesk } from '../../src/domain/say-changes.ts';
import { type Change, whatWouldChange } from '../../src/domain/what-would-change.ts';
import { anyFacts, runs } from './any-facts.ts';
import { allMetBut, RULES, TODAY } from './cases.ts';

type Told = Parameters<typeof allMetBut>[0];
const said = (change: Told, to: typeof sayChangesToDesk) =>
  to(whatWouldChange(allMetBut(change), RULES, TODAY)).map(({ id, say }) => [id, say.params]);

describe('what would alter the result', () => {
  it.each<readonly [string, Told, readonly unknown[], readonly unknown[]]>([
    ['is nothing where all is met', {}, [], []],
    [
      'is one language of three, with the level of Dutch that would do',
      { dutch: 'A1', french: false, english: false },
      [['contact-language', { level: 'A2', result: { word: 'verdicts:change.then.admitted' } }]],
      [['contact-language', { level: 'A2', result: { word: 'verdicts:access.admitted' } }]],
    ],
    [
      'is finishing the studies that were begun',
      { diplomaLevel: 'unfinished-higher' },
      [['finish-studies', { result: { word: 'verdicts:change.then.admitted' } }]],
      [['finish-studies', { result: { word: 'verdicts:access.admitted' } }]],
    ],
    [
      'is a later arrival, which only the desk reads',
      { inBelgiumSince: '2015-03' },
      [],
      [['later-arrival', { month: '2021-12', result: { word: 'verdicts:access.admitted' } }]],
    ],
    [
      'is a recognition, for a profession that asks one',
      { regulatedProfession: 'nurse', recognition: 'level' },
      [['recognition', { result: { word: 'verdicts:change.then.work' } }]],
      [['recognition', { result: { word: 'verdicts:change.to-work' } }]],
    ],
    [
      'is the obstacle that decides, and not the others',
      { postcode: '8000', obstacles: ['money', 'transport'] },
      [
        [
          'conditions',
          { what: { options: ['obstacles', ['transport']] }, result: { word: 'verdicts:change.then.admitted' } },
        ],
      ],
      [
        [
          'conditions',
          { what: { options: ['obstacles', ['transport']] }, result: { word: 'verdicts:access.admitted' } },
        ],
      ],
    ],
    [
      'is a level of Dutch, with the offers that it opens',
      { postcode: '2300' },
      [['dutch-level', { level: 'B1', result: { word: 'verdicts:change.then.offers' } }]],
      [['dutch-level', { level: 'B1', result: { word: 'verdicts:change.more-offers' } }]],
    ],
    [
      'is a registration, with the offers that it opens',
      { registeredJobseeker: false },
      [['registration', { result: { word: 'verdicts:change.then.offers' } }]],
      [['registration', { result: { word: 'verdicts:change.more-offers' } }]],
    ],
  ])('%s', (_, change, client, desk) => {
    expect(said(change, sayChangesToClient)).toEqual(client);
    expect(said(change, sayChangesToDesk)).toEqual(desk);
  });

  const FROM = { deskAccess: 'not-admitted', projectEligibility: 'not-eligible', perspective: 'combined' } as const;
  type Would = { -readonly [verdict in keyof typeof FROM]?: Change[verdict]['would'] };
  const change = (key: Change['key'], to: Change['to'], inPower: boolean, would: Would = {}): Change => ({
    key,
    to,
    inPower,
    deskAccess: { now: FROM.deskAccess, would: would.deskAccess ?? FROM.deskAccess },
    projectEligibility: { now: FROM.projectEligibility, would: would.projectEligibility ?? FROM.projectEligibility },
    perspective: { now: FROM.perspective, would: would.perspective ?? FROM.perspective },
  });

  it.each<readonly [Change['key'], Change['to'], string, string]>([
    ['diplomaLevel', 'hbo5', 'finish-studies', 'diploma'],
    ['recognition', 'specific', 'recognition', 'recognition'],
    ['wantsWorkAtLevel', true, 'wants-level', 'wants-level'],
    ['obstacles', [], 'conditions', 'conditions'],
    ['registeredJobseeker', true, 'registration', 'registration'],
    ['inBelgiumSince', '2021-12', 'later-arrival', 'later-arrival'],
    ['leftInBetween', false, 'no-interruption', 'no-interruption'],
    ['french', true, 'contact-language', 'contact-language'],
  ])('%s to %s has its own words, in their power (%s) and not (%s)', (key, to, own, others) => {
    const keysOf = (inPower: boolean) => {
      const made = [change(key, to, inPower, { deskAccess: 'admitted' })];
      return [...sayChangesToDesk(made), ...sayChangesToClient(made)].map(({ say }) => say.key);
    };
    expect(keysOf(true)).toEqual([`verdicts:change.${own}.desk`, `verdicts:change.${own}.client`]);
    expect(keysOf(false)).toEqual([`verdicts:change.${others}.desk`]);
  });

  it('is not said where there are no words for it', () => {
    const made = [change('nationalities', ['SY'], true, { deskAccess: 'admitted' })];
    expect([...sayChangesToDesk(made), ...sayChangesToClient(made)]).toEqual([]);
  });

  it.each<readonly [Would, string, string]>([
    [{ deskAccess: 'admitted', projectEligibility: 'eligible' }, 'admitted', 'access.admitted'],
    [{ deskAccess: 'review', projectEligibility: 'eligible' }, 'review', 'access.review'],
    [{ projectEligibility: 'eligible', perspective: 'professional' }, 'eligible', 'eligibility.eligible'],
    [{ projectEligibility: 'review' }, 'eligible-review', 'eligibility.review'],
    [{ perspective: 'professional' }, 'work', 'change.to-work'],
    [{}, 'offers', 'change.more-offers'],
  ])('%o: the door that opens is said first, then the project, then the way to work', (would, client, desk) => {
    const made = [change('recognition', 'specific', true, would)];
    expect(sayChangesToClient(made)[0]?.say.params).toEqual({ result: { word: `verdicts:change.then.${client}` } });
    expect(sayChangesToDesk(made)[0]?.say.params).toEqual({ result: { word: `verdicts:${desk}` } });
  });

  it('is never said to a person of who they are, where they live or when they came; the desk reads every change', () => {
    let told = 0;
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const changes = whatWouldChange(facts, RULES, TODAY);
        for (const { id } of sayChangesToClient(changes)) {
          told += 1;
          expect(CHANGES.inPower).toContain(id);
        }
        expect(sayChangesToDesk(changes).length > 0).toBe(changes.length > 0);
      }),
      runs(500),
    );
    expect(told).toBeGreaterThan(0);
  });
});
