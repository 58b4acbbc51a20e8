// Package calendar says what the text of a calendar (RFC 5545, RFC 7529) means:
// Reader takes a stream apart, Shaper makes one fact of each VEVENT, and a Diary
// says when the events of such facts take place. It is a tolerant reader: a bad
// line costs that line, never the file. It opens no file and asks no server.
//
// Invariant: the occurrences of a window are those of any wider window that lie
// in it, and do not depend on the order of the events.
package calendar
