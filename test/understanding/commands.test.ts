import { describe, expect, it } from 'vitest';
import { createInterpret } from '../../src/understanding/interpret.ts';
import { loadTables } from '../../src/understanding/load.ts';
import { TODAY } from './scores.ts';

const interpret = createInterpret(loadTables());

describe('a wish to change an answer', () => {
  it.each([
    ['nl', 'wijzig nationaliteit', 'nationalities'],
    ['nl', 'verander postcode', 'location'],
    ['en', 'change my nationality', 'nationalities'],
    ['en', 'I want to change my diploma', 'diploma-level'],
    ['en', 'change my diploma country', 'diploma-country'],
    ['fr', 'changer ma nationalité', 'nationalities'],
    ['fr', 'modifier mon code postal', 'location'],
    ['es', 'cambiar mi nacionalidad', 'nationalities'],
    ['ar', 'تغيير الجنسية', 'nationalities'],
    ['tr', 'uyruğumu değiştirmek istiyorum', 'nationalities'],
    ['ru', 'изменить гражданство', 'nationalities'],
    ['uk', 'змінити індекс', 'location'],
    ['fa', 'تغییر ملیت', 'nationalities'],
  ] as const)('goes straight to what it names (%s: %s)', (language, text, target) => {
    expect(interpret('residence-status', text, { language, today: TODAY })).toEqual({
      is: 'interrupt',
      what: 'change',
      target,
    });
  });

  it('names nothing where only the answer is named', () => {
    expect(interpret('residence-status', 'change my answer', { language: 'en', today: TODAY })).toEqual({
      is: 'interrupt',
      what: 'change',
    });
  });
});
