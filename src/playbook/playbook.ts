import { type Check, isOfTheWire } from '../engine/check.ts';
import { type Found, findPlaybook } from './find.ts';
import { Loading } from './loading.ts';
import { type Problem, refusal } from './problem.ts';
import type { CheckStep, Suppression } from './schema.ts';
import { accepting, weighing } from './wrap.ts';

export interface Playbook {
  readonly name: string;
  readonly title: string;
  readonly symptom: string | undefined;
  readonly description: string | undefined;
  /** In the order of the catalogue, which is that of causes. */
  readonly checks: readonly Check[];
  /** What holds no more: a run says so and goes on without. */
  readonly expired: readonly Problem[];
}

/** Loads a playbook by name, or by its path; one with a mistake is refused before anything is run. */
export function loadPlaybook(nameOrPath: string, catalogue: readonly Check[]): Playbook {
  const { playbook, problems } = readPlaybook(findPlaybook(nameOrPath), catalogue);
  const [first, ...rest] = problems;
  if (first !== undefined) throw refusal([first, ...rest]);
  return playbook;
}

/** Reads a playbook and all that it includes, with every mistake in them. */
export function readPlaybook(
  { name, file }: Found,
  catalogue: readonly Check[],
): { readonly playbook: Playbook; readonly problems: readonly Problem[] } {
  const loading = new Loading(catalogue);
  const own = loading.load(file);
  const today = new Date().toISOString().slice(0, 10);
  const isOver = ({ until }: Suppression) => until < today;
  const steps = loading.files.flatMap((loaded) => loaded.content.steps);
  const suppressions = loading.files.flatMap(({ content }) => content.suppress ?? []);
  return {
    playbook: {
      name,
      title: own?.title ?? name,
      symptom: own?.symptom,
      description: own?.description,
      checks: chosen(steps, own?.passive === true ? catalogue.filter((check) => !isOfTheWire(check)) : catalogue).map(
        (check) =>
          accepting(
            check,
            suppressions.filter((one) => one.check === check.id && !isOver(one)),
          ),
      ),
      expired: loading.files.flatMap(({ content, yaml }) =>
        (content.suppress ?? []).flatMap((one, index) =>
          isOver(one)
            ? [
                {
                  place: yaml.placeOf(['suppress', index, 'until']),
                  message: `The suppression of ${one.check} ended on ${one.until}: what it finds counts again.`,
                },
              ]
            : [],
        ),
      ),
    },
    problems: loading.problems,
  };
}

/** The checks that steps name, each once; of two steps that weigh one, the later holds. */
function chosen(steps: readonly CheckStep[], catalogue: readonly Check[]): readonly Check[] {
  return catalogue.flatMap((check) => {
    const own = steps.filter((step) => step.check === check.id || step.check === check.layer);
    if (own.length === 0) return [];
    return [weighing(check, own.findLast(({ severity }) => severity !== undefined)?.severity)];
  });
}
