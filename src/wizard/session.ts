import { type Examination, examine } from '../app/examine.ts';
import type { Journal } from '../app/fix/journal.ts';
import { whyNotNow } from '../app/fix/still-found.ts';
import { openHost } from '../app/open-host.ts';
import type { Check } from '../engine/check.ts';
import type { Finding } from '../engine/diagnose.ts';
import { layers } from '../engine/layers.ts';
import { factIds } from '../facts/index.ts';
import type { Host } from '../host/host.ts';
import { Recorder } from '../host/recorder.ts';
import { loadPlaybook, type Playbook } from '../playbook/playbook.ts';
import { type Progress, silent } from '../report/progress.ts';
import { showProgress } from '../report/show-progress.ts';
import { verdictMarks } from '../report/verdict-marks.ts';
import { counted } from '../words.ts';
import { type Asker, Interrupted } from './ask.ts';
import type { Screen } from './screen.ts';
import { type ScopeChoice, wholeHost } from './targets.ts';

/** What was chosen, by options or by answers. */
export interface Chosen {
  readonly from: string | undefined;
  /** Which host of a recording. */
  readonly recordedHost?: string | undefined;
  readonly playbook: string;
  /** NAME=VALUE for its variables. */
  readonly settings: readonly string[];
  readonly target: ScopeChoice;
  /** Where the site's own check modules are, and all checks, with those. */
  readonly checks: readonly string[];
  readonly catalogue: readonly Check[];
  readonly isPassive: boolean;
  readonly waitSeconds: number;
  readonly timeoutSeconds: number;
  readonly failOn: 'error' | 'warning';
}

/** One conversation: what it is about, what was last found, and what was done. */
export class Session {
  readonly screen: Screen;
  readonly asker: Asker;
  readonly chosen: Chosen;
  readonly journal: Journal;
  readonly interrupt: AbortSignal;
  readonly #playbook: Playbook;
  /** Of the last examination, so that it can be saved. */
  recorder: Recorder | undefined;

  constructor(screen: Screen, asker: Asker, chosen: Chosen, journal: Journal, interrupt: AbortSignal) {
    this.screen = screen;
    this.asker = asker;
    this.chosen = chosen;
    this.journal = journal;
    this.interrupt = interrupt;
    this.#playbook = loadPlaybook(chosen.playbook, chosen.catalogue, chosen.settings);
  }

  /** The settings as they may be shown: the value of a secret is for the user to fill in. */
  get shownSettings(): readonly string[] {
    const isSecret = (name: string) => this.#playbook.secrets.includes(name);
    return this.chosen.settings.map((setting) => {
      const [name = ''] = setting.split('=');
      return isSecret(name) ? `${name}=VALUE` : setting;
    });
  }

  get isLive(): boolean {
    return this.chosen.from === undefined;
  }

  /** A host for one examination or one watch: its time limit begins now. */
  open(): Promise<Host> {
    return openHost(this.chosen, this.interrupt);
  }

  /** Examines the host, and shows what came of each layer. */
  async examine(): Promise<Examination> {
    const { screen } = this;
    const asked = layers.filter((layer) => this.#playbook.checks.some((check) => check.layer === layer));
    if (screen.isPlain) screen.say('Reading the host.');
    const run = (progress: Progress) => this.#run(progress);
    const examination = this.#checked(
      screen.isPlain ? await run(this.#plainProgress) : await showProgress('Reading the host', run),
    );
    const widest = Math.max(...asked.map(({ length }) => length));
    for (const layer of asked) {
      const { verdict, detail } = lineOf(examination, layer);
      if (screen.isPlain) {
        screen.tell([layer, plainWords[verdict], detail].flat().join(': '), 2);
        continue;
      }
      const { mark, style } = verdictMarks[verdict];
      screen.tell(detail, widest + 4, `${screen.paint(style, mark)} ${layer.padEnd(widest)}  `);
    }
    return examination;
  }

  /** Examines the host again after a fix, without the list. */
  async recheck(): Promise<Examination> {
    if (this.screen.isPlain) return this.#checked(await this.#run(this.#plainProgress));
    return this.#checked(await showProgress('Checking again', (progress) => this.#run(progress)));
  }

  /** Why a finding's fix must not be applied any more, as the host is now. */
  async whyNotNow(finding: Finding): Promise<string | undefined> {
    const { target, isPassive: passive, waitSeconds, failOn, timeoutSeconds } = this.chosen;
    const options = { ...target, passive, waitSeconds, failOn, timeoutSeconds };
    const why = await whyNotNow(finding, this.#playbook, options, () => this.open());
    if (this.interrupt.aborted) throw new Interrupted();
    return why;
  }

  /** Whether it is about a part of the host, or of what can be wrong with it. */
  get isNarrow(): boolean {
    const { playbook, target } = this.chosen;
    return playbook !== 'full' || Object.values(target).some((ids) => ids.length > 0);
  }

  /** Examines the whole host, for what else is broken there. */
  async examineAll(): Promise<Examination> {
    const { isPassive: passive, waitSeconds, failOn, timeoutSeconds, catalogue } = this.chosen;
    const options = { ...wholeHost, passive, waitSeconds, failOn, timeoutSeconds };
    const run = async (progress: Progress) =>
      examine(await this.open(), loadPlaybook('full', catalogue), options, progress);
    if (this.screen.isPlain) return this.#checked(await run(this.#plainProgress));
    return this.#checked(await showProgress('Checking the rest of the host', run));
  }

  /** Without a list that is redrawn: only what a run waits for. */
  get #plainProgress(): Progress {
    return { ...silent, note: (line) => this.screen.tell(line) };
  }

  async #run(progress: Progress): Promise<Examination> {
    this.recorder = new Recorder(await this.open());
    const { target, isPassive: passive, waitSeconds, failOn, timeoutSeconds } = this.chosen;
    // It may be saved, and then has to hold everything.
    const options = { ...target, passive, waitSeconds, failOn, timeoutSeconds, alsoGather: factIds };
    return examine(this.recorder, this.#playbook, options, progress);
  }

  /** What was cut off by Ctrl-C looks like a host that does not answer: nothing is said of it. */
  #checked(examination: Examination): Examination {
    if (this.interrupt.aborted) throw new Interrupted();
    return examination;
  }
}

type Verdict = keyof typeof verdictMarks;

/** Where there are no marks; what is unknown or not applicable says so itself. */
const plainWords = { pass: 'pass', warn: 'warning', fail: 'fail', unknown: [], skipped: [] } as const;

/** A layer in one line: its first finding, the reason why it could not be judged, or how much was checked. */
function lineOf({ diagnosis }: Examination, layer: string): { readonly verdict: Verdict; readonly detail: string } {
  const verdict = diagnosis.layers.find(({ id }) => id === layer)?.verdict ?? 'skipped';
  const own = diagnosis.checks.filter((check) => check.layer === layer);
  const [finding] = diagnosis.findings.filter((one) => one.layer === layer);
  const reason = own.find((check) => check.verdict === 'unknown')?.reason ?? 'a layer that it depends on fails';
  const details: Readonly<Record<Verdict, string>> = {
    pass: `${counted(own.filter((check) => check.verdict !== 'skipped').length, 'check')} passed`,
    warn: finding?.summary ?? '',
    fail: finding?.summary ?? '',
    unknown: `unknown: ${reason}`,
    skipped: 'not applicable',
  };
  return { verdict, detail: details[verdict] };
}
