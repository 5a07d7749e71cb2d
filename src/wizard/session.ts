import { type Examination, examine } from '../commands/examine.ts';
import { openHost } from '../commands/open-host.ts';
import type { Check } from '../engine/check.ts';
import { layers } from '../engine/layers.ts';
import { counted } from '../engine/words.ts';
import type { Journal } from '../fix/journal.ts';
import type { Host } from '../host/host.ts';
import { Recorder } from '../host/recorder.ts';
import { loadPlaybook, type Playbook } from '../playbook/playbook.ts';
import { type LayerLine, type Progress, showLayers, showProgress } from '../report/progress.ts';
import { type Asker, Interrupted } from './ask.ts';
import type { Screen } from './screen.ts';
import type { Target } from './targets.ts';

/** What was chosen, by options or by answers. */
export interface Chosen {
  readonly from: string | undefined;
  readonly playbook: string;
  /** NAME=VALUE for its variables. */
  readonly settings: readonly string[];
  readonly target: Target;
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
  /** Of the last look, so that it can be saved. */
  recorder: Recorder | undefined;

  constructor(screen: Screen, asker: Asker, chosen: Chosen, journal: Journal, interrupt: AbortSignal) {
    this.screen = screen;
    this.asker = asker;
    this.chosen = chosen;
    this.journal = journal;
    this.interrupt = interrupt;
    this.#playbook = loadPlaybook(chosen.playbook, chosen.catalogue, chosen.settings);
  }

  get isLive(): boolean {
    return this.chosen.from === undefined;
  }

  /** A host for one look, or for one watch: its time limit begins now. */
  open(): Promise<Host> {
    return openHost(this.chosen, this.interrupt);
  }

  /** Looks at the host and shows the layers as they are judged. */
  async examine(): Promise<Examination> {
    const asked = layers.filter((layer) => this.#playbook.checks.some((check) => check.layer === layer));
    if (!this.screen.isPlain) return this.#checked(await showLayers(asked, (progress) => this.#look(progress), lineOf));
    this.screen.say('Looking at the host.');
    const examination = this.#checked(await this.#look({ say: () => undefined }));
    for (const layer of asked) {
      const { verdict, detail } = lineOf(examination, layer);
      this.screen.tell(`${layer}: ${verdict}: ${detail}`, 2);
    }
    return examination;
  }

  /** Looks once more after a fix, without the list. */
  async lookAgain(): Promise<Examination> {
    if (this.screen.isPlain) return this.#checked(await this.#look({ say: () => undefined }));
    return this.#checked(await showProgress('Looking again', (progress) => this.#look(progress)));
  }

  async #look(progress: Progress): Promise<Examination> {
    this.recorder = new Recorder(await this.open());
    const { target, isPassive: passive, waitSeconds, failOn, timeoutSeconds } = this.chosen;
    const look = { ...target, passive, waitSeconds, failOn, timeoutSeconds };
    return examine(this.recorder, this.#playbook, look, progress);
  }

  /** What was cut off by Ctrl-C looks like a host that does not answer: nothing is said of it. */
  #checked(examination: Examination): Examination {
    if (this.interrupt.aborted) throw new Interrupted();
    return examination;
  }
}

/** A layer in one line: its first finding, the reason why it could not be judged, or how much was checked. */
function lineOf({ diagnosis }: Examination, layer: string): LayerLine {
  const verdict = diagnosis.layers.find(({ id }) => id === layer)?.verdict ?? 'skipped';
  const own = diagnosis.checks.filter((check) => check.layer === layer);
  const findings = diagnosis.findings.filter((finding) => finding.layer === layer);
  const reason = own.find((check) => check.verdict === 'unknown')?.reason ?? '';
  const details: Readonly<Record<typeof verdict, string>> = {
    pass: `${counted(own.filter((check) => check.verdict !== 'skipped').length, 'check')} passed`,
    warn: findings[0]?.summary ?? '',
    fail: findings[0]?.summary ?? '',
    unknown: `could not tell: ${reason}`,
    skipped: own.length === 0 ? 'no checks yet' : 'nothing here that it applies to',
  };
  return { verdict, detail: details[verdict] };
}
