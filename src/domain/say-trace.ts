/** Every verdict of an assessment in an office's words: what it says, why, and the dated rows it rests on. */
import type { Assessment, CriterionVerdict, Ground, TraceLine } from './assessment.ts';
import type { Say } from './say.ts';

export interface SaidVerdict {
  readonly of: TraceLine['of'];
  readonly name: Say;
  /** On which told facts it rests, and what is left to ask. */
  readonly why: Say;
  readonly grounds: readonly Ground[];
  /** Fees, terms and ends that go with it: "about"; the ground says when they were checked. */
  readonly figures: readonly Say[];
}

/**
 * For desk and counsellor, in the order of the trace. Empty for a referral of before there was a trace. Criteria are not
 * among them: they carry their own reason and source.
 */
export function sayTrace(assessment: Assessment): readonly SaidVerdict[] {
  return (assessment.trace ?? []).flatMap((line) => {
    const said = sayVerdict(assessment, line);
    return said === undefined
      ? []
      : [{ of: line.of, ...said, grounds: line.grounds, figures: line.grounds.flatMap(sayFigure) }];
  });
}

/** undefined for a document that the assessment does not list: nothing to explain. */
function sayVerdict(
  { perspective, route, documents }: Assessment,
  { of, id }: TraceLine,
): Pick<SaidVerdict, 'name' | 'why'> | undefined {
  switch (of) {
    case 'perspective': {
      const { outcome, reason } = perspective;
      return {
        name: { key: `verdicts:perspective.${outcome}` },
        why: { key: `desk-reasons:perspective.${outcome}.${reason}` },
      };
    }
    case 'route':
      return {
        name: { key: `verdicts:destination.${route.to}` },
        why: { key: `verdicts:route.${route.reason}.desk` },
      };
    case 'flag':
      return { name: { key: `verdicts:flag.${id}` }, why: { key: `desk-reasons:flag.${id}` } };
    case 'document': {
      const document = documents.find((one) => one.id === id);
      if (document === undefined) return undefined;
      return { name: { key: `documents:${id}.name` }, why: { key: `desk-reasons:document.${document.reason}` } };
    }
  }
}

function sayFigure({ rule, amount }: Ground): readonly Say[] {
  if (amount === undefined) return [];
  const params = { amount: typeof amount === 'string' ? { day: amount } : amount };
  return [{ key: `desk-reasons:${rule.replace(/^figures\./, 'figure.')}`, params }];
}

/** The reason of a criterion in an office's words. */
export function sayCriterion({ id, reason }: CriterionVerdict): Say {
  return { key: `verdicts:reason.${id}.${reason}.desk` };
}
