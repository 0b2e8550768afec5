import { describe, expect, it } from 'vitest';
import { canTalk, lowestTold, reaches } from '../../src/domain/dutch.ts';

describe('a level of Dutch', () => {
  it('reaches itself and what is below it', () => {
    expect(reaches('B1', 'B1')).toBe(true);
    expect(reaches('B1', 'A2')).toBe(true);
    expect(reaches('A2', 'B1')).toBe(false);
    expect(reaches('none', 'A1')).toBe(false);
  });
});

describe('talking in Dutch', () => {
  it('is not asked, not known or not told, each as it is', () => {
    expect(canTalk(undefined, 'B1')).toBe('not-asked');
    expect(canTalk('unknown', 'B1')).toBe('unknown');
    expect(canTalk('declined', 'B1')).toBe('declined');
  });

  it('goes by one level where one was told', () => {
    expect(canTalk('B1', 'B1')).toBe(true);
    expect(canTalk('A2', 'B1')).toBe(false);
  });

  it('goes by the lowest of listening and speaking, never by reading or writing', () => {
    expect(canTalk({ listening: 'B2', speaking: 'B1', reading: 'none', writing: 'none' }, 'B1')).toBe(true);
    expect(canTalk({ listening: 'B2', speaking: 'A2', reading: 'C1', writing: 'C1' }, 'B1')).toBe(false);
  });

  it('is decided by one skill that is too low, and by nothing less', () => {
    expect(canTalk({ listening: 'A1', speaking: 'declined' }, 'B1')).toBe(false);
    expect(canTalk({ listening: 'B1' }, 'B1')).toBe('not-asked');
    expect(canTalk({ speaking: 'B1', writing: 'A2' }, 'B1')).toBe('not-asked');
    expect(canTalk({ listening: 'unknown' }, 'B1')).toBe('not-asked');
    expect(canTalk({ speaking: 'declined' }, 'B1')).toBe('not-asked');
    expect(canTalk({ speaking: 'A2' }, 'B1')).toBe(false);
    expect(canTalk({}, 'B1')).toBe('not-asked');
    expect(canTalk({ listening: 'B1', speaking: 'unknown' }, 'B1')).toBe('unknown');
    expect(canTalk({ listening: 'B1', speaking: 'declined' }, 'B1')).toBe('declined');
    expect(canTalk({ listening: 'unknown', speaking: 'declined' }, 'B1')).toBe('declined');
  });
});

describe('the lowest level told', () => {
  it('is of the skills that were told', () => {
    expect(lowestTold('B2')).toBe('B2');
    expect(lowestTold({ listening: 'B1', speaking: 'A2', reading: 'B2' })).toBe('A2');
    expect(lowestTold({ listening: 'A2', speaking: 'B2' })).toBe('A2');
    expect(lowestTold({ listening: 'unknown', speaking: 'B2', reading: 'declined' })).toBe('B2');
    expect(lowestTold({ speaking: 'B2', writing: 'unknown' })).toBe('B2');
  });

  it('is none where none was told', () => {
    expect(lowestTold(undefined)).toBeUndefined();
    expect(lowestTold('unknown')).toBeUndefined();
    expect(lowestTold({ listening: 'declined' })).toBeUndefined();
  });
});
