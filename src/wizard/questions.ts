import type { Check } from '../engine/check.ts';
import { UserError } from '../errors.ts';
import { listPlaybooks } from '../playbook/find.ts';
import { loadPlaybook, type Playbook } from '../playbook/playbook.ts';
import { type Asker, type Choice, type Step, Turn } from './ask.ts';
import type { WizardOptions } from './options.ts';
import type { Chosen } from './session.ts';
import type { Survey } from './survey.ts';
import { type Symptom, symptoms } from './symptoms.ts';
import { type ScopeChoice, targetsOf, wholeHost } from './targets.ts';

/** What is examined: found out before the questions about it. */
export interface Place {
  readonly from: string | undefined;
  readonly recordedHost: string | undefined;
  readonly survey: Survey;
}

type Aim = Pick<Symptom, 'playbook' | 'asksFor'>;

/** What is wrong, where, and what may be done: each asked only where no option answers it. */
export class Questions {
  readonly #asker: Asker;
  readonly #options: WizardOptions;
  readonly #catalogue: readonly Check[];
  readonly #place: () => Place;
  #aim: Aim;
  #playbook: Playbook | undefined;
  #target: ScopeChoice;
  #settings: readonly string[] = [];
  #isPassive = false;

  constructor(
    asker: Asker,
    options: WizardOptions,
    symptom: Symptom | undefined,
    catalogue: readonly Check[],
    place: () => Place,
  ) {
    this.#asker = asker;
    this.#options = options;
    this.#catalogue = catalogue;
    this.#place = place;
    this.#aim = symptom ?? { playbook: 'full', asksFor: 'nothing' };
    this.#target = options.target;
    this.steps = [
      ...(symptom === undefined ? [() => this.#askForAim()] : []),
      () => this.#askForTargets(),
      () => this.#askForValues(),
      () => this.#askForPassive(),
    ];
  }

  readonly steps: readonly Step[];

  get chosen(): Chosen {
    const { checks, waitSeconds, timeoutSeconds, failOn } = this.#options;
    const { from, recordedHost } = this.#place();
    return {
      ...{ from, recordedHost, checks, waitSeconds, timeoutSeconds, failOn },
      catalogue: this.#catalogue,
      playbook: this.#aim.playbook,
      settings: [...this.#options.settings, ...this.#settings],
      target: this.#target,
      isPassive: this.#isPassive,
    };
  }

  async #askForAim(): Promise<true> {
    await new Turn([
      async () => {
        const answer = await this.#asker.choose<Aim | 'playbook'>('What is wrong?', [
          ...symptoms.map((symptom): Choice<Aim> => ({ label: symptom.label, value: symptom })),
          { label: 'Run a playbook …', value: 'playbook' },
        ]);
        this.#aim = answer === 'playbook' ? { playbook: '', asksFor: 'vm' } : answer;
        return true;
      },
      async () => {
        if (symptoms.some(({ playbook }) => playbook === this.#aim.playbook)) return false;
        const playbook = await this.#asker.find('Which playbook?', [
          ...listPlaybooks().map(({ name: value }) => ({ label: value, value })),
          { label: 'A custom playbook, by its path', value: '' },
        ]);
        this.#aim = { playbook, asksFor: 'vm' };
        return true;
      },
      async () => {
        if (this.#aim.playbook !== '') return false;
        this.#aim = { playbook: await this.#asker.type('Path of the playbook', ''), asksFor: 'vm' };
        return true;
      },
    ]).run();
    return true;
  }

  /** What the playbook itself asks to be pointed at; without such a question, any VM, network or router, or all. */
  async #askForTargets(): Promise<boolean> {
    this.#playbook = loadPlaybook(this.#aim.playbook, this.#catalogue, this.#options.settings);
    const asked = this.#playbook.ask.flatMap((one) => ('for' in one ? [one] : []));
    const { survey } = this.#place();
    this.#target = this.#options.target;
    const isGiven = Object.values(this.#options.target).some((ids) => ids.length > 0);
    if (asked.length === 0) {
      if (isGiven || this.#aim.asksFor === 'nothing') return false;
      this.#target = await this.#asker.find('Which one?', [
        { label: 'All of them', value: wholeHost },
        ...targetsOf(survey),
      ]);
      return true;
    }
    const open = asked.filter(({ for: kind }) => this.#options.target[`${kind}s`].length === 0);
    await new Turn(
      open.map(({ for: kind, question = `Which ${kind}?` }) => async () => {
        const key = `${kind}s` as const;
        const choices = targetsOf(survey).filter(({ value }) => value[key].length > 0);
        if (choices.length === 0) throw new UserError(`The playbook needs a ${kind}, and there is none on this host.`);
        const { [key]: ids } = await this.#asker.find(question, choices);
        this.#target = { ...this.#target, [key]: ids };
        return true;
      }),
    ).run();
    return open.length > 0;
  }

  /** The values that the playbook asks for; its defaults come first. */
  async #askForValues(): Promise<boolean> {
    const { ask = [], vars = {}, secrets = [] } = this.#playbook ?? {};
    const given = this.#options.settings;
    const open = ask.flatMap((one) =>
      'set' in one && !given.some((setting) => setting.startsWith(`${one.set}=`)) ? [one] : [],
    );
    const values = new Map<string, string>();
    await new Turn(
      open.map(({ set, question, choices }) => async () => {
        const standard = vars[`vars.${set}`];
        const words = choices
          ?.map(String)
          .toSorted((one, other) => Number(other === standard) - Number(one === standard));
        const value =
          words === undefined
            ? await this.#askForText(question, secrets.includes(set) ? undefined : (standard ?? ''))
            : await this.#asker.choose(
                question,
                words.map((word) => ({ label: word, value: word })),
              );
        values.set(set, value);
        return true;
      }),
    ).run();
    this.#settings = [...values].map(([name, value]) => `${name}=${value}`);
    return open.length > 0;
  }

  /** A secret, which is hidden, has no suggestion. */
  #askForText(question: string, suggestion: string | undefined): Promise<string> {
    return suggestion === undefined ? this.#asker.hide(question) : this.#asker.type(question, suggestion);
  }

  async #askForPassive(): Promise<boolean> {
    const { isPassive } = this.#options;
    const mustAsk = isPassive === undefined && this.#place().from === undefined;
    this.#isPassive = mustAsk ? await this.#askWhetherPassive() : isPassive === true;
    return mustAsk;
  }

  #askWhetherPassive(): Promise<boolean> {
    return this.#asker.choose('What may qdoctor do?', [
      {
        label: 'Active: send DHCP, ARP, ping and TCP probes',
        value: false,
        short: 'Active',
        hint: 'Changes nothing: a DISCOVER takes no lease.',
      },
      {
        label: 'Passive: listen only',
        value: true,
        short: 'Passive',
        hint: 'Sends no packets and detects fewer faults.',
      },
    ]);
  }
}
