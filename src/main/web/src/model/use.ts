import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Chat, Model, Username } from './chat';

export const ChatContext = createContext<Chat | undefined>(undefined);

export function useChat(): Chat {
  const chat = useContext(ChatContext);
  if (!chat) throw new Error('no chat around this component');
  return chat;
}

/** A part of the model. `select` hands out what it found, never something new: the component renders when it is another. */
export function useModel<T>(select: (model: Model) => T): T {
  const chat = useChat();
  return useSyncExternalStore(chat.subscribe.bind(chat), () => select(chat.current()));
}

/** What somebody is called. */
export function useName(user: Username): string {
  return useModel((model) => nameOf(model, user));
}

export function nameOf(model: Model, user: Username): string {
  if (model.me?.username === user) return model.me.name;
  return model.names[user] ?? user;
}
