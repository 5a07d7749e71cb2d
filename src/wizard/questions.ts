import type { Check } from '../engine/check.ts';
import { UserError } from '../errors.ts';
import { listPlaybooks } from '../playbook/find.ts';
import { loadPlaybook } from '../playbook/playbook.ts';
import type { Question } from '../playbook/question.ts';
import type { Values } from '../playbook/template.ts';
import type { Topology } from '../topology/types.ts';
import type { Asker, Choice } from './ask.ts';
import type { Surroundings } from './look-around.ts';
import type { WizardOptions } from './options.ts';
import type { Chosen } from './session.ts';
import { type Symptom, symptoms } from './symptoms.ts';
import { type Target, targetsOf } from './targets.ts';

/** What is wrong, where, and what may be done: each asked only where no option has told it. */
export async function askWhatToDo(
  asker: Asker,
  options: WizardOptions,
  symptom: Symptom | undefined,
  from: string | undefined,
  { topology }: Surroundings,
  catalogue: readonly Check[],
): Promise<Chosen> {
  const { playbook, asksFor } = symptom ?? (await askForSymptom(asker));
  const { ask, vars } = loadPlaybook(playbook, catalogue, options.settings);
  const isTold = Object.values(options.target).some((ids) => ids.length > 0);
  const askedFor = ask.flatMap((asked) => ('for' in asked ? [asked] : []));
  const isAsked = !isTold && asksFor !== 'nothing' && askedFor.length === 0;
  const own = isAsked ? await asker.find('Which one? (type to search)', targetsOf(topology)) : options.target;
  const target = await askForTargets(asker, askedFor, own, topology);
  const settings = [...options.settings, ...(await askForValues(asker, ask, vars, options.settings))];
  const isPassive = options.isPassive ?? (from === undefined ? await askForPassive(asker) : false);
  const { checks, waitSeconds, timeoutSeconds, failOn } = options;
  return { from, playbook, settings, target, checks, catalogue, isPassive, waitSeconds, timeoutSeconds, failOn };
}

async function askForSymptom(asker: Asker): Promise<Pick<Symptom, 'playbook' | 'asksFor'>> {
  type Answer = Pick<Symptom, 'playbook' | 'asksFor'> | 'playbook';
  const answer = await asker.choose<Answer>('What is wrong?', [
    ...symptoms.map((symptom): Choice<Answer> => ({ label: symptom.label, value: symptom })),
    { label: 'Run a playbook …', value: 'playbook' },
  ]);
  if (answer !== 'playbook') return answer;
  const name = await asker.find('Which playbook?', [
    ...listPlaybooks().map(({ name: value }) => ({ label: value, value })),
    { label: 'One of my own, by its path', value: '' },
  ]);
  return { playbook: name === '' ? await asker.type('The path of the playbook', '') : name, asksFor: 'vm' };
}

/** What the playbook itself asks to be pointed at. */
async function askForTargets(
  asker: Asker,
  ask: readonly Extract<Question, { for: string }>[],
  told: Target,
  topology: Topology,
): Promise<Target> {
  let target = told;
  for (const { for: kind, question = `Which ${kind}?` } of ask) {
    const key = `${kind}s` as const;
    const choices = targetsOf(topology).filter(({ value }) => value[key].length > 0);
    if (target[key].length > 0) continue;
    if (choices.length === 0) throw new UserError(`The playbook is about one ${kind}, and there is none here.`);
    target = { ...target, [key]: (await asker.find(`${question} (type to search)`, choices))[key] };
  }
  return target;
}

/** The values that the playbook asks for; its defaults come first. */
async function askForValues(
  asker: Asker,
  ask: readonly Question[],
  vars: Values,
  told: readonly string[],
): Promise<readonly string[]> {
  const settings: string[] = [];
  for (const asked of ask) {
    if (!('set' in asked) || told.some((setting) => setting.startsWith(`${asked.set}=`))) continue;
    const standard = vars[`vars.${asked.set}`];
    const words = asked.choices?.map(String);
    const sorted = words?.toSorted((one, other) => Number(other === standard) - Number(one === standard));
    const value =
      sorted === undefined
        ? await asker.type(asked.question, standard ?? '')
        : await asker.choose(
            asked.question,
            sorted.map((word) => ({ label: word, value: word })),
          );
    settings.push(`${asked.set}=${value}`);
  }
  return settings;
}

const askForPassive = (asker: Asker): Promise<boolean> =>
  asker.choose('What may I do?', [
    {
      label: 'Look, and send one DHCPDISCOVER and some ARP requests',
      value: false,
      hint: 'Nothing is changed: a DISCOVER takes no lease.',
    },
    { label: 'Only look, and listen a while', value: true, hint: 'No packet is sent. Less can be told.' },
  ]);
