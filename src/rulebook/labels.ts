/** The label of an answer as a person would choose it. */
import type { Param } from '../domain/say.ts';
import type { Voice } from './voice.ts';

/** Several choices are joined by a plus: "and" would be read as two separate answers. */
export function optionLabel(voice: Voice, label: Param): string {
  if (typeof label === 'object' && 'options' in label) {
    const [question, codes] = label.options;
    return codes.map((code) => optionLabel(voice, { option: [question, code] })).join(' + ');
  }
  return `“${voice.value(label)}”`;
}
