/**
 * `npm run population`: the sixteen of S0 in every combination and region, and as many people as S1 counted, drawn from
 * its tables, through the rules; prints the shares beside the sources' own. Another draw: `-- --seed 7`.
 */
import { parseArgs } from 'node:util';
import { REGIONS } from '../../src/domain/facts.ts';
import { assessmentSchema } from '../../src/schemas/assessment.ts';
import { allMetBut, judge } from '../domain/cases.ts';
import { compare, drawPeople } from './draw.ts';
import { INFLOW, PARTICIPANTS, POSTCODES, SIXTEEN_DIPLOMAS, SIXTEEN_ORIGINS } from './tables.ts';

const { values } = parseArgs({ options: { seed: { type: 'string', default: '20180418' } } });
const percent = (share: number | undefined) => (share === undefined ? '-' : `${(share * 100).toFixed(1)}%`).padStart(8);

console.log('The sixteen of S0: every origin with every diploma, for each region');
console.log(`${'region'.padEnd(28)}${'admitted'.padStart(10)}${'decides'.padStart(10)}${'not'.padStart(10)}`);
for (const region of REGIONS) {
  const counts = { admitted: 0, review: 0, 'not-admitted': 0 };
  for (const [origin, times] of Object.entries(SIXTEEN_ORIGINS)) {
    for (const [diplomaLevel, studyField = '00'] of SIXTEEN_DIPLOMAS) {
      const assessment = judge(
        allMetBut({ nationalities: [origin], diplomaLevel, studyField, postcode: POSTCODES[region] }),
      );
      assessmentSchema.parse(assessment);
      counts[assessment.deskAccess] += times;
    }
  }
  const cells = [counts.admitted, counts.review, counts['not-admitted']].map((count) => String(count).padStart(10));
  console.log(`${region.padEnd(28)}${cells.join('')}`);
}

for (const counted of [PARTICIPANTS, INFLOW]) {
  const people = drawPeople(counted, counted.people, Number(values.seed));
  for (const { assessment } of people) assessmentSchema.parse(assessment);
  console.log(`\n${counted.people} ${counted.name}\n${''.padEnd(28)}${'drawn'.padStart(8)}${'source'.padStart(8)}`);
  for (const { what, drawn, source } of compare(counted, people))
    console.log(`${what.padEnd(28)}${percent(drawn)}${percent(source)}`);
}
