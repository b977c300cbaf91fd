import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type * as z from 'zod';
import type { listImagesRoute } from '../../../../functions/images/list/route.ts';
import { useApi } from '../../api/api-context.tsx';
import { useChat, useChatState } from '../../app/chat-provider.tsx';
import { imageOutcomeOf } from '../../uploads/image-outcome.ts';
import type { ImageAnswer } from '../../uploads/ports.ts';

type ImagePage = z.output<(typeof listImagesRoute)['answer']['body']>;
export type ListedImage = ImagePage['images'][number];

export const SHOWN = ['all', 'completed', 'error'] as const;
export type Shown = (typeof SHOWN)[number];

const PAGE_IMAGES = 24;
const KEY = ['images'];

/** However many images come at once, the list is asked for no more often. */
const REFRESH_MILLISECONDS = 1_500;
/** Links are renewed so long before they end. */
const BEFORE_EXPIRY_MILLISECONDS = 60_000;

/** Everybody's images, newest first, page by page. */
export function useImages(shown: Shown) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: [...KEY, 'list', shown],
    queryFn: ({ pageParam: cursor, signal }) =>
      api.get<ImagePage>(
        '/images',
        { status: shown === 'all' ? undefined : shown, limit: PAGE_IMAGES, cursor },
        signal,
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    refetchInterval: ({ state: { data } }) => untilExpiry(data?.pages.map(({ linksExpireAt }) => linksExpireAt)),
  });
}

export function useImage(imageId: string) {
  const api = useApi();
  return useQuery({
    queryKey: [...KEY, 'one', imageId],
    queryFn: ({ signal }) => api.get<ImageAnswer>(`/images/${encodeURIComponent(imageId)}`, {}, signal),
    refetchInterval: ({ state: { data } }) => untilExpiry(data && [data.linksExpireAt]),
  });
}

/** Keeps the lists up to date with what the socket tells, and with what it may have told while it was away. */
export function useImageNews(): void {
  const chat = useChat();
  const queries = useQueryClient();
  const { status } = useChatState().connection;

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => {
      timer = undefined;
      void queries.invalidateQueries({ queryKey: [...KEY, 'list'] });
    };
    const stop = chat.onOutcome((frame) => {
      if (imageOutcomeOf(frame)) timer ??= setTimeout(refresh, REFRESH_MILLISECONDS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [chat, queries]);

  useEffect(() => {
    if (status === 'connected') void queries.invalidateQueries({ queryKey: KEY });
  }, [status, queries]);
}

function untilExpiry(times: readonly string[] | undefined): number | false {
  if (!times || times.length === 0) return false;
  const first = Math.min(...times.map((time) => Date.parse(time)));
  return Math.max(BEFORE_EXPIRY_MILLISECONDS, first - Date.now() - BEFORE_EXPIRY_MILLISECONDS);
}
