package dev.hubbub.config;

/**
 * The bounds ({@code limits.*}). For every limit 0 means none. Sizes of frames and texts are told in {@code hello}.
 *
 * @param text code points of a message ({@code limits.text}, 4,000)
 * @param frame bytes of a client's message, all fragments together ({@code limits.frame}, 65,536)
 * @param replay events a resume is repaired with ({@code limits.replay}, 1,000)
 * @param outboxBytes bytes that may wait for one slow session ({@code limits.outbox_bytes}, 1,048,576)
 * @param stallSeconds a session that takes nothing for so long while something waits is closed ({@code
 *     limits.stall_seconds}, 10)
 * @param heartbeatMs between the server's pings; silent for two of them is closed ({@code limits.heartbeat_ms}, 25,000)
 * @param authSeconds within which a session says who is there ({@code limits.auth_seconds}, 10)
 * @param messagesPerSecond of one user, steady ({@code limits.messages_per_second}, 5)
 * @param messagesBurst of one user, at once ({@code limits.messages_burst}, 15)
 * @param framesPerSecond of one session, steady; three times as many at once ({@code limits.frames_per_second}, 20)
 * @param sessionsPerUser open at once; one more closes the oldest ({@code limits.sessions_per_user}, 20)
 * @param sessionsPerAddress open at once ({@code limits.sessions_per_address}, 50)
 * @param sessions open at once on this instance ({@code limits.sessions}, 20,000)
 * @param roomsPerSession joined at once ({@code limits.rooms_per_session}, 200)
 * @param handshakesPerSecond of one address, steady; five times as many at once ({@code limits.handshakes_per_second},
 *     10)
 * @param loginsPerMinute tries of one address, and of one account ({@code limits.logins_per_minute}, 10)
 * @param registrationsPerHour of one address, guests too ({@code limits.registrations_per_hour}, 20)
 * @param roomsPerDay made by one user ({@code limits.rooms_per_day}, 20)
 * @param roomsPerUser that one user is a member of ({@code limits.rooms_per_user}, 500)
 * @param inviteTriesPerMinute looks at and uses of invitations, of one address, and of one user ({@code
 *     limits.invite_tries_per_minute}, 10)
 * @param historyPerSecond pages of history and log of one user, steady; three times as many at once ({@code
 *     limits.history_per_second}, 10)
 * @param roomMessagesPerSecond of one room through this instance, steady; three times as many at once ({@code
 *     limits.room_messages_per_second}, 200)
 * @param presenceMembers of a room whose members see each other come and go, at most ({@code limits.presence_members},
 *     1,000)
 * @param receiptMembers of a room whose members are told who has read, at most ({@code limits.receipt_members}, 100)
 * @param editSeconds for so long after it was said a message may be edited ({@code limits.edit_seconds}, 0)
 * @param searchPerSecond searches of one user, steady; three times as many at once ({@code
 *     limits.search_per_second}, 2)
 * @param searchMs longest search; none is longer than a statement may be ({@code limits.search_ms}, 1,000)
 * @param answerBytes what may wait of long answers, of all clients of this instance; of one user an eighth ({@code
 *     limits.answer_bytes}, 67,108,864)
 */
public record LimitsConfig(
    int text,
    int frame,
    int replay,
    int outboxBytes,
    int stallSeconds,
    int heartbeatMs,
    int authSeconds,
    int messagesPerSecond,
    int messagesBurst,
    int framesPerSecond,
    int sessionsPerUser,
    int sessionsPerAddress,
    int sessions,
    int roomsPerSession,
    int handshakesPerSecond,
    int loginsPerMinute,
    int registrationsPerHour,
    int roomsPerDay,
    int roomsPerUser,
    int inviteTriesPerMinute,
    int historyPerSecond,
    int roomMessagesPerSecond,
    int presenceMembers,
    int receiptMembers,
    int editSeconds,
    int searchPerSecond,
    int searchMs,
    int answerBytes) {}
