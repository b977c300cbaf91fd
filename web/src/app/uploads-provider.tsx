import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { useApi } from '../api/api-context.tsx';
import { browserPorts } from '../uploads/browser-ports.ts';
import { imageOutcomeOf } from '../uploads/image-outcome.ts';
import type { Upload } from '../uploads/upload.ts';
import { Uploads } from '../uploads/uploads.ts';
import { useChat, useChatState } from './chat-provider.tsx';

const UploadsContext = createContext<Uploads | undefined>(undefined);

/** Uploads go on while the user looks at another view. */
export function UploadsProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const chat = useChat();
  const { status } = useChatState().connection;
  const [uploads, setUploads] = useState<Uploads>();

  useEffect(() => {
    const isTold = () => chat.state().connection.status === 'connected';
    const made = new Uploads(browserPorts(api, isTold));
    const stop = chat.onOutcome((frame) => {
      const outcome = imageOutcomeOf(frame);
      if (outcome) made.take(outcome);
    });
    setUploads(made);
    return () => {
      stop();
      made.close();
    };
  }, [api, chat]);

  // What was told while the connection was lost was told to nobody.
  useEffect(() => {
    if (status === 'connected') uploads?.ask();
  }, [uploads, status]);

  return uploads && <UploadsContext value={uploads}>{children}</UploadsContext>;
}

export function useUploads(): Uploads {
  const uploads = useContext(UploadsContext);
  if (!uploads) throw new Error('useUploads needs an UploadsProvider above it');
  return uploads;
}

export function useUploadList(): readonly Upload[] {
  const uploads = useUploads();
  return useSyncExternalStore(uploads.subscribe, uploads.list);
}
