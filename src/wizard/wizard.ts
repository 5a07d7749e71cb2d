import inquirer from 'inquirer';
import { runDiagnosis } from '../commands/diagnose.ts';

/** Asks what to look at, then diagnoses it. Ctrl-C ends it like any other run. */
export async function runWizard(interrupt: AbortSignal): Promise<number> {
  const { from } = await inquirer.prompt([
    {
      type: 'select',
      name: 'from',
      message: 'What shall I look at?',
      choices: [
        { name: 'This host, everything on it', value: 'host' },
        { name: 'A recording of another host', value: 'recording' },
      ],
    },
  ]);
  const { folder } =
    from === 'recording'
      ? await inquirer.prompt([{ type: 'input', name: 'folder', message: 'The folder of the recording:' }])
      : { folder: undefined };
  const { maySend } =
    from === 'host'
      ? await inquirer.prompt([
          {
            type: 'confirm',
            name: 'maySend',
            message: 'May I send one DHCPDISCOVER per network, in the name of a VM? It takes no lease.',
            default: true,
          },
        ])
      : { maySend: false };
  return runDiagnosis(
    {
      playbook: 'full',
      networks: [],
      routers: [],
      ports: [],
      from: folder,
      passive: maySend !== true,
      waitSeconds: from === 'host' ? 10 : 0,
      timeoutSeconds: 120,
      failOn: 'error',
      formats: [{ format: 'text', file: undefined }],
      hasColor: (process.env['NO_COLOR'] ?? '') === '',
      isQuiet: false,
      isVerbose: false,
    },
    interrupt,
  );
}
