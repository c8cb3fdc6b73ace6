import { createServer } from 'node:net';
import { StartError } from '#db/startError.ts';

/** Looks whether the port can be had before anything long begins. Throws StartError when somebody has it. */
export async function needFreePort(port: number): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'занят другой программой' : `недоступен (${error.code})`;
      reject(
        new StartError(
          `Порт ${port} ${why}. Выберите другой, например: PORT=${port === 65535 ? 3000 : port + 1} npm start`,
          { cause: error },
        ),
      );
    });
    probe.listen(port, () => resolve());
  });
  await new Promise((resolve) => probe.close(resolve));
}
