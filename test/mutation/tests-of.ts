/** Which test files a changed file is tried against: its own, and those of what is made of it. All the others would only wait. */

const ALSO: { readonly [file: string]: readonly string[] } = {
  access: ['route'],
  assess: ['access', 'documents', 'route', 'missing'],
  case: ['criteria', 'place', 'route', 'flags'],
  conditions: ['offers'],
  'counsellor-user': ['client-status'],
  criteria: ['access'],
  documents: ['recognition-path', 'ways-round'],
  dutch: ['criteria', 'offers', 'handover', 'documents'],
  insight: ['suppression'],
  'neutral-order': ['offer-guide'],
  'open-questions': ['handover'],
  perspective: ['flags', 'documents', 'recognition-path'],
  questions: ['handover', 'relevance'],
  'recognition-path': ['documents', 'route', 'what-would-change', 'sources'],
  relevance: ['conditions'],
  rules: ['criteria', 'offers', 'figures', 'route'],
  stay: ['criteria', 'what-would-change'],
  silence: ['client-status', 'working-days'],
  'suggested-steps': ['handover'],
  suppression: ['insight'],
  trace: ['flag-guide'],
  'ways-round': ['documents'],
  'working-days': ['silence'],
};

/** @param file name of a file in src/domain, without its ending; undefined: every test */
export function testsOf(file: string | undefined): readonly string[] {
  if (file === undefined || file === '') return ['test/domain/*.test.ts'];
  const names = [file, ...(ALSO[file] ?? []), 'properties'];
  return names.map((name) => `test/domain/${name}.test.ts`);
}
