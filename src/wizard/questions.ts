import { listPlaybooks } from '../playbook/find.ts';
import type { Asker, Choice } from './ask.ts';
import type { Surroundings } from './look-around.ts';
import type { WizardOptions } from './options.ts';
import type { Chosen } from './session.ts';
import { type Symptom, symptoms } from './symptoms.ts';
import { targetsOf, wholeHost } from './targets.ts';

/** What is wrong, where, and what may be done: each asked only where no option has told it. */
export async function askWhatToDo(
  asker: Asker,
  options: WizardOptions,
  symptom: Symptom | undefined,
  from: string | undefined,
  { topology }: Surroundings,
): Promise<Chosen> {
  const { playbook, asksFor } = symptom ?? (await askForSymptom(asker));
  const isTold = Object.values(options.target).some((ids) => ids.length > 0);
  const target =
    isTold || asksFor === 'nothing'
      ? options.target
      : await asker.find('Which one? (type to search)', targetsOf(topology));
  const isPassive = options.isPassive ?? (from === undefined ? await askForPassive(asker) : false);
  const { waitSeconds, timeoutSeconds, failOn } = options;
  return { from, playbook, target: target ?? wholeHost, isPassive, waitSeconds, timeoutSeconds, failOn };
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

const askForPassive = (asker: Asker): Promise<boolean> =>
  asker.choose('What may I do?', [
    {
      label: 'Look, and send one DHCPDISCOVER and some ARP requests',
      value: false,
      hint: 'Nothing is changed: a DISCOVER takes no lease.',
    },
    { label: 'Only look, and listen a while', value: true, hint: 'No packet is sent. Less can be told.' },
  ]);
