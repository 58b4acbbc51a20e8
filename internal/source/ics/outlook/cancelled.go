package outlook

import "strings"

// Cancelled says whether a title begins as Outlook writes it when a meeting was
// called off: "Canceled: Budget", in any of its languages. Only a title that a
// program of Microsoft's wrote means that.
func Cancelled(title string) bool {
	before, _, found := strings.Cut(strings.ReplaceAll(title, "：", ":"), ":")
	if !found {
		return false
	}
	before = strings.ToLower(strings.TrimFunc(before, blank))
	for word := range strings.Lines(cancelledWords) {
		if before == strings.TrimSuffix(word, "\n") {
			return true
		}
	}
	return false
}

// blank is what may stand around the word: also the space before a French colon,
// and marks of direction.
func blank(r rune) bool {
	return r == ' ' || r == '\t' || r == '\u00a0' || r == '\u202f' || r == '\u200e' || r == '\u200f'
}

// cancelledWords are in lower case, one a line, those of one language together.
const cancelledWords = `canceled
cancelled
abgesagt
storniert
annulé
annulée
cancelado
cancelada
annullato
annullata
cancelat
cancel·lat
cancel·lada
anul·lat
bertan behera utzita
geannuleerd
avbokat
avbokad
inställt
inställd
avbruten
aflyst
annulleret
avlyst
kansellert
peruutettu
peruttu
aflýst
odwołane
odwołano
anulowane
anulowano
zrušeno
zrušená
zrušené
lemondva
lemondott
törölve
anulat
anulată
отменено
отменена
отменен
скасовано
скасована
отменена среща
отказано
отказана
otkazano
otkazan
odpovedano
preklicano
tühistatud
atcelts
atcelta
atšaukta
atšauktas
ακυρώθηκε
άκυρο
iptal edildi
i̇ptal edildi
iptal
בוטל
בוטלה
ملغى
ملغاة
تم الإلغاء
تم إلغاؤه
キャンセル
キャンセル済み
取り消し
取り消し済み
已取消
取消
취소됨
취소
ยกเลิก
ยกเลิกแล้ว
đã hủy
đã huỷ
hủy bỏ
dibatalkan
रद्द किया गया
रद्द
`
