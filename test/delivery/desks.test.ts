import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadDesks, parseDesks } from '../../src/delivery/desks.ts';
import { REGIONS } from '../../src/domain/facts.ts';

interface DeskData {
  id: string;
  role: string;
  name: string;
  region: string | null;
  website: string;
  channels: { kind: string; to: string }[];
}
const data = (): DeskData[] =>
  JSON.parse(readFileSync(new URL('../../src/delivery/desks.json', import.meta.url), 'utf8'));

describe('the desks that come with it', () => {
  const desks = loadDesks();

  it.each(REGIONS)('has a desk and an educational adviser in %s', (region) => {
    expect(desks.deskFor('desk', region)).toMatchObject({ id: `oss-${region}`, region });
    expect(desks.deskFor('educational-adviser', region)).toMatchObject({ id: `study-${region}`, region });
  });

  it('has a person for people whose region is not known', () => {
    expect(desks.deskFor('person', null)).toMatchObject({ id: 'person', region: null });
    expect(desks.deskFor('desk', null).id).toBe('person');
  });

  it('sends people who need a person in a known region to the desk of that region', () => {
    expect(desks.deskFor('person', 'flemish-brabant').id).toBe('oss-flemish-brabant');
  });

  it('uses no address that could belong to someone', () => {
    for (const desk of data()) {
      expect(desk.website).toMatch(/^https:\/\/[a-z-]+\.example\.org\/$/);
      for (const { to } of desk.channels) expect(to).toMatch(/@example\.org$/);
    }
  });
});

describe('desks that are not right', () => {
  const first = (change: object) => data().map((desk, n) => (n === 0 ? { ...desk, ...change } : desk));

  it.each([
    { what: 'no channel', given: first({ channels: [] }), says: 'channels' },
    {
      what: 'a channel that nobody can send to',
      given: first({ channels: [{ kind: 'fax', to: '1' }] }),
      says: 'channels',
    },
    {
      what: 'a live handover and nothing for what comes after it',
      given: first({ channels: [{ kind: 'handoff' }] }),
      says: 'oss-antwerp-city hands over live and has no email or webhook',
    },
    { what: 'an address that is none', given: first({ channels: [{ kind: 'email', to: 'a\nb@c' }] }), says: 'email' },
    { what: 'a website without TLS', given: first({ website: 'http://example.org/' }), says: 'website' },
    { what: 'a key that means nothing', given: first({ channel: [] }), says: 'channel' },
    { what: 'a region that does not exist', given: first({ region: 'wallonia' }), says: 'region' },
    { what: 'a region without desk', given: data().slice(1), says: 'antwerp-city has no desk' },
    { what: 'two desks with one id', given: [...data(), data()[0]], says: 'two desks have the id oss-antwerp-city' },
    { what: 'nobody for an unknown region', given: data().slice(0, -1), says: 'region is not known' },
  ])('are refused: $what', ({ given, says }) => {
    expect(() => parseDesks(given)).toThrow(says);
  });
});
