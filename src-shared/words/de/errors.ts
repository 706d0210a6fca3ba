// German words: errors.
import type { errors as English } from '../en/errors';

export const errors: Readonly<Record<keyof typeof English, string>> = {
  'errors.chooseAPackThatOffers': 'Bitte ein Paket wählen, das Textsuche bietet.',
  'errors.askAShorterQuestion': 'Bitte eine kürzere Frage stellen.',
  'errors.chooseAPackWithSpeech':
    'Bitte ein Paket mit Spracherkennung wählen oder das Aufschreiben in den Einstellungen abschalten.',
  'errors.reinstallLongtakeOrSwitchThe':
    'Longtake neu installieren oder das Finden von Dingen in den Einstellungen abschalten.',
  'errors.theSoundTakenFromThis': 'Der Ton dieses Films lässt sich nicht mehr lesen.',
  'errors.indexTheVideoAgainIf':
    'Den Film neu indexieren; wenn es wieder geschieht, den Datenträger der Bibliothek prüfen.',
  'errors.waitUntilTheVideoIs': 'Warten, bis der Film indexiert ist, oder ihn neu indexieren.',
  'errors.thisSceneIsNotThere': 'Diese Szene gibt es nicht mehr.',
  'errors.openTheVideoAgainTo': 'Den Film noch einmal öffnen, um seine Szenen zu sehen.',
  'errors.theIndexOfThisVideo':
    'Der Index dieses Films ist beschädigt: Seine Zeilen lassen sich nicht nach ihrer Bedeutung finden.',
  'errors.theModelRuntimeWasNot':
    'Die Laufzeit der Modelle wurde nicht gestartet, weil sie hier Berichte an ihren Hersteller senden würde.',
  'errors.thisVideoWasIndexedWith':
    'Dieser Film wurde mit einem anderen Modell oder einer anderen Version davon indexiert.',
  'errors.indexTheVideoAgain': 'Den Film neu indexieren.',
  'errors.thisVideoIsNotIndexed': 'Dieser Film ist noch nicht indexiert.',
  'errors.waitUntilItIsOr': 'Warten, bis er es ist, oder das Indexieren starten.',
  'errors.tryAgainWhatWasFinished':
    'Noch einmal versuchen; was fertig war, bleibt. Wenn es wieder geschieht, in den Einstellungen die CPU als Gerät wählen.',
  'errors.mostlyMemoryIsShortThen':
    'Meist ist dann der Arbeitsspeicher knapp: andere Programme schließen, ein kleineres Modell wählen oder in den Einstellungen die CPU als Gerät. Dann noch einmal versuchen: Was fertig war, bleibt.',
  'errors.thereIsNoJobFor': 'Für diesen Film gibt es keinen Auftrag.',
  'errors.startIndexingItFirst': 'Bitte zuerst das Indexieren starten.',
  'errors.freeSomeSpaceOnThat':
    'Auf diesem Datenträger Platz schaffen: Was schon fertig ist, bleibt, und die Arbeit geht von dort weiter.',
  'errors.theLibraryIsOpenFor': 'Die Bibliothek ist nur zum Lesen geöffnet; ändern lässt sich darin nichts.',
  'errors.closeTheOtherLongtakeThat':
    'Das andere Longtake schließen, das diese Bibliothek benutzt, und noch einmal versuchen.',
  'errors.closeItOrUseAnother': 'Es schließen oder einen anderen Bibliotheksordner benutzen.',
  'errors.checkThatTheDiskIs':
    'Prüfen, ob der Datenträger angeschlossen und heil ist, dann noch einmal versuchen: Entfernt wurde nichts.',
  'errors.giveYourUserWritePermission':
    'Dem eigenen Benutzer Schreibrecht für diesen Ordner geben oder einen anderen wählen.',
  'errors.itMayHaveBeenRemoved': 'Vielleicht wurde er entfernt; bitte die Bibliothek noch einmal ansehen.',
  'errors.chooseTheSameFileAt':
    'Bitte dieselbe Datei an ihrem neuen Ort wählen oder diese als neuen Film hinzufügen.',
  'errors.chooseAnotherFolderOrAdd': 'Bitte einen anderen Ordner wählen oder die Dateien einzeln hinzufügen.',
  'errors.thisPlaceDoesNotLie': 'Diese Stelle liegt nicht im Film.',
  'errors.chooseABeginningWithinThe':
    'Bitte einen Anfang im Film wählen und ein Ende, das nicht davor liegt.',
  'errors.removeOneThatIsNot':
    'Eine entfernen, die nicht mehr gebraucht wird, oder in einer vorhandenen behalten.',
  'errors.keepTheseInAnotherCollection': 'Bitte in einer anderen Sammlung behalten.',
  'errors.theseTwoPlacesStandIn': 'Diese beiden Stellen stehen in verschiedenen Sammlungen.',
  'errors.chooseAPlaceOfThe': 'Bitte eine Stelle derselben Sammlung wählen.',
  'errors.chooseATextFileOf':
    'Bitte eine Textdatei mit Untertiteln wählen: SubRip (.srt), WebVTT (.vtt) oder SubStation Alpha (.ass, .ssa); oder Bilder: .sup, .idx mit seiner .sub.',
  'errors.runTheSetUpAgain':
    'Die Einrichtung noch einmal ausführen, ffmpeg (mit ffprobe) installieren oder LONGTAKE_FFMPEG und LONGTAKE_FFPROBE auf die Pfade der Programme setzen.',
  'errors.closeOtherProgramsThenTry': 'Andere Programme schließen, dann noch einmal versuchen.',
  'errors.tryAgainWhatWasFinishedIs':
    'Noch einmal versuchen: Was fertig war, bleibt. Wenn es wieder geschieht, ist vielleicht der Arbeitsspeicher knapp: andere Programme schließen.',
  'errors.putTheFileBackConnect':
    'Die Datei zurücklegen, das Laufwerk anschließen, auf dem sie liegt, oder Longtake zeigen, wo sie jetzt ist.',
  'errors.checkItsNameAndIts': 'Namen und Ordner prüfen oder das Laufwerk anschließen, auf dem sie liegt.',
  'errors.changeThePermissionsOfThe':
    'Die Rechte der Datei ändern oder sie in einen eigenen Ordner kopieren.',
  'errors.chooseAVideoOrA':
    'Bitte eine Film- oder Tondatei wählen, etwa MP4, MOV, MKV, WebM, AVI, MP3 oder WAV.',
  'errors.openTheMediaFilesThat':
    'Stattdessen die Dateien öffnen, die sie nennt; solche im Netz zuerst holen.',
  'errors.checkThatTheFilePlays':
    'Prüfen, ob die Datei anderswo läuft; wenn sie noch kopiert oder aufgenommen wurde, eine vollständige Kopie besorgen.',
  'errors.haveTheClipCutExactly':
    'Den Clip genau schneiden lassen (--exact auf der Befehlszeile): dabei wird er neu kodiert.',
  'errors.renameTheFileThenAdd': 'Die Datei umbenennen, dann hinzufügen.',
  'errors.chooseACopyWithoutCopyProtection': 'Eine Kopie ohne Kopierschutz wählen.',
  'errors.theWorkWasStopped': 'Die Arbeit wurde abgebrochen.',
  'errors.startItAgainWheneverYou': 'Sie lässt sich jederzeit wieder starten.',
  'errors.theDiskThatHoldsThe': 'Der Datenträger der Bibliothek ist voll.',
  'errors.freeSomeSpaceOnIt':
    'Platz darauf schaffen: Was schon fertig ist, bleibt, und die Arbeit geht von dort weiter.',
  'errors.downloadsAreSwitchedOffSo': 'Das Laden ist abgeschaltet, also wurde nichts geladen.',
  'errors.allowDownloadsInSettingsOr':
    'Das Laden in den Einstellungen erlauben oder das Modell aus einem Ordner oder Archiv importieren.',
  'errors.closeOtherProgramsOrChoose':
    'Andere Programme schließen oder eine kleinere Form des Modells wählen.',
  'errors.removeItAndInstallIt':
    'Es unter „Modelle“ entfernen und neu installieren; das eingebaute Paket kommt zurück, wenn Longtake neu installiert wird.',
  'errors.installItInModelsOr':
    'Es unter „Modelle“ installieren oder ein anderes wählen; das eingebaute Paket kommt zurück, wenn Longtake neu installiert wird.',
  'errors.theDiskThatPacksAre': 'Der Datenträger, auf dem die Pakete liegen, ist voll geworden.',
  'errors.freeSomeSpaceThereThen': 'Dort Platz schaffen, dann neu starten: Fertige Dateien bleiben.',
  'errors.onlyALanguageModelOn': 'Nur ein Sprachmodell auf diesem Rechner kann gefragt werden.',
  'errors.giveAnAddressSuchAs': 'Bitte eine Adresse wie http://localhost:11434 angeben.',
  'errors.startTheProgramThatRuns': 'Das Programm starten, in dem es läuft, und noch einmal fragen.',
  'errors.askAgainOrChooseA': 'Noch einmal fragen oder ein kleineres Modell wählen.',
  'errors.seeWhetherTheProgramThat':
    'Nachsehen, ob das Programm in Ordnung ist, in dem es läuft, und noch einmal fragen.',
  'errors.seeWhatTheProgramThat':
    'Nachsehen, was das Programm sagt, in dem es läuft, und noch einmal fragen.',
  'errors.giveTheKeyInThe': 'Den Schlüssel in den Einstellungen angeben.',
  'errors.chooseAnotherModelInThe': 'In den Einstellungen ein anderes Modell wählen.',
  'errors.chooseAModelThatRuns': 'Ein Modell wählen, das auf diesem Rechner läuft.',
  'errors.askForLessOrChoose': 'Nach weniger fragen oder ein anderes Modell wählen.',
  'errors.noVideoInTheLibrary': 'In der Bibliothek ist noch kein Film indexiert.',
  'errors.thisVideoHasNotBeen': 'Dieser Film ist noch nicht indexiert worden.',
  'errors.waitUntilIndexingHasBegun':
    'Warten, bis das Indexieren Bilder zeigt, oder es starten, und noch einmal fragen.',
  'errors.theAnswerBeforeIsStill': 'Die vorige Antwort wird noch geschrieben.',
  'errors.waitForItOrPress': 'Darauf warten oder anhalten, dann noch einmal fragen.',
  'errors.thisAnswerIsNotThere': 'Diese Antwort gibt es nicht mehr.',
  'errors.askAgain': 'Noch einmal fragen.',
  'errors.tryAgainAnotherDeviceIs': 'Noch einmal versuchen: Ab jetzt wird ein anderes Gerät benutzt.',
  'errors.theWindowStoppedWorkingAnd': 'Das Fenster hatte einen Fehler und wurde neu geladen.',
  'errors.nothingStoredWasLostAnd':
    'Nichts Gespeichertes ging verloren, und das Indexieren lief weiter. Wenn es wieder geschieht, andere Programme schließen.',
  'errors.thisRequestIsNotOne': 'Diese Anfrage versteht Longtake nicht.',
  'errors.restartLongtakeIfItHappens': 'Longtake neu starten; wenn es wieder geschieht, bitte melden.',
  'errors.whatCouldBeReadIs':
    'Was sich lesen ließ, ist indexiert und durchsuchbar. „Neu indexieren“ liest ihn noch einmal.',
  'errors.theseLinesWereChangedAgain':
    'Diese Zeilen wurden seither wieder geändert; rückgängig geht das nicht mehr.',
  'errors.takeTheLaterChangeBack':
    'Erst die spätere Änderung zurücknehmen oder die Zeilen von Hand berichtigen.',
  'errors.aLineOfOneWord': 'Eine Zeile aus einem Wort lässt sich nicht teilen.',
  'errors.putTheCursorBetweenTwo': 'Den Cursor zwischen zwei Wörter setzen.',
  'errors.waitUntilIndexingHasFinished':
    'Warten, bis das Indexieren fertig ist, oder erst etwas fragen oder behalten.',
  'errors.allOfTheFilmWasLooked':
    'Der ganze Film wurde durchgesehen: etwas anderes daraus zum Exportieren wählen.',
  'errors.chaptersBelongToOneFilm': 'Kapitel gehören zu einem Film, und diese Stellen liegen in mehreren.',
  'errors.choosePlacesOfOneFilm': 'Bitte Stellen eines einzigen Films wählen oder ein anderes Format.',
  'errors.chooseMorePlacesFurtherApart':
    'Bitte mehr Stellen mit mehr Abstand wählen oder ein anderes Format.',
  'errors.aMarkerHasNoLength': 'Eine Marke hat keine Länge: Aus ihr lässt sich nichts ausschneiden.',
  'errors.giveItABeginningAnd': 'Bitte Anfang und Ende setzen oder sie weglassen.',
  'errors.theFilmHasNothingBetween': 'Zwischen diesen beiden Zeiten hat der Film nichts.',
  'errors.chooseABeginningThatLies': 'Bitte einen Anfang wählen, der vor dem Ende und im Film liegt.',
  'errors.noSuchClipIsBeing': 'Ein solcher Clip wird nicht geschrieben.',
  'errors.itMayBeDoneLook': 'Vielleicht ist er fertig; bitte dort nachsehen, wo er liegen sollte.',
  'errors.chooseAnotherNameOrFolder': 'Bitte einen anderen Namen oder Ordner für den Export wählen.',
  'errors.chooseAnotherFolder': 'Bitte einen anderen Ordner wählen.',
  'errors.chooseAnotherNameOnThe':
    'Bitte einen anderen Namen wählen; auf der Kommandozeile ersetzt --force die Datei.',
  'errors.chooseAnotherNameForWhat':
    'Bitte einen anderen Namen für den Export wählen; soll die Datei weg, sie selbst entfernen.',
  'errors.chooseAnotherName': 'Bitte einen anderen Namen wählen.',
  'errors.chooseAShorterOne': 'Bitte einen kürzeren wählen.',
  'errors.goToAnotherPlaceOf': 'Bitte zu einer anderen Stelle des Films gehen.',
  'errors.freeSomeSpaceOrChoose': 'Platz schaffen oder einen anderen Datenträger wählen.',
  'errors.chooseAnotherFolderOrName': 'Bitte einen anderen Ordner oder Namen wählen.',
  'errors.theCatalogueHasNoSuch': 'Der Katalog hat kein solches Modell.',
  'errors.thereIsNoSuchInstall': 'Diese Installation gibt es nicht mehr.',
  'errors.lookAtTheListOf': 'Bitte die Liste der Modelle noch einmal ansehen.',
  'errors.chooseASmallerModel': 'Bitte ein kleineres Modell wählen.',
  'errors.chooseAnotherPackInModels': 'Bitte unter „Modelle“ ein anderes Paket wählen.',
  'errors.pauseWhatWorksWithIt':
    'Anhalten, was damit arbeitet, oder Longtake neu starten, und es dann entfernen.',
  'errors.anotherLongtakeIsOpenAnd': 'Ein anderes Longtake ist offen und kümmert sich um die Modelle.',
  'errors.installItThereOrClose': 'Dort installieren oder es zuerst schließen.',
  'errors.theSystemLetsLongtakeOpen':
    'Das System lässt Longtake keine weiteren Dateien oder Prozesse öffnen.',
  'errors.closeOtherProgramsOrRaise':
    'Andere Programme schließen oder die Grenze anheben (ulimit -n) und noch einmal versuchen: Was getan war, bleibt.',
  'errors.thereWasNotEnoughMemory': 'Dafür reichte der Arbeitsspeicher nicht.',
  'errors.closeOtherProgramsOrChooseA':
    'Andere Programme schließen oder ein kleineres Modell wählen und noch einmal versuchen: Was getan war, bleibt.',
  'errors.aDiskIsFull': 'Ein Datenträger ist voll.',
  'errors.freeSomeSpaceThenTry': 'Platz schaffen, dann noch einmal versuchen: Was schon fertig ist, bleibt.',
  'errors.theSystemDoesNotLet':
    'Das System lässt Longtake eine Datei nicht lesen oder ändern, die es braucht.',
  'errors.giveYourUserPermissionFor':
    'Dem eigenen Benutzer Rechte für den Ordner der Bibliothek und die Dateien darin geben und noch einmal versuchen.',
  'errors.aDiskDidNotGive': 'Ein Datenträger gab nicht her oder nahm nicht an, was von ihm verlangt wurde.',
  'errors.somethingWentWrongThatLongtake': 'Etwas ist schiefgegangen, womit Longtake nicht gerechnet hat.',
  'errors.tryAgainIfItHappens':
    'Noch einmal versuchen; wenn es wieder geschieht, Longtake neu starten und es mit der Protokolldatei melden.',
  'errors.fileIsNotThereAny': '{file} ist nicht mehr da.',
  'errors.fileWasNotFound': '{file} wurde nicht gefunden.',
  'errors.youMayNotReadFile': '{file} darf nicht gelesen werden.',
  'errors.fileIsAPlaylistKind':
    '{file} ist eine Abspielliste ({kind}): Sie enthält keinen Film, sie sagt nur, wo andere liegen.',
  'errors.fileCannotBeReadWhy': '{file} lässt sich nicht lesen: {why}.',
  'errors.stretchCannotBeCopied': 'Diese Stelle von {file} lässt sich nicht unverändert kopieren.',
  'errors.fileIsEncrypted':
    '{file} ist verschlüsselt: Ohne den Schlüssel ist darin nichts zu sehen und zu hören.',
  'errors.fileIsNotTheSame': '{file} ist nicht dieselbe Datei wie „{title}“.',
  'errors.theFolderFolderHoldsNo': 'Der Ordner {folder} enthält keine Film- oder Tondateien.',
  'errors.aLibraryHasMostCollections': 'Eine Bibliothek hat höchstens {most} Sammlungen.',
  'errors.nameWouldHaveMoreThan': '„{name}“ hätte mehr als {most} Stellen; mehr gehen nicht.',
  'errors.theSystemCouldNotStart':
    'Das System konnte ffmpeg nicht starten: Zu viel läuft oder ist offen ({reason}).',
  'errors.theFileIsNotWhereItWas':
    'Die Datei ist nicht mehr dort, wo sie war. „Datei suchen …“ zeigt Longtake, wo sie ist.',
  'errors.playingACopyMadeFor': 'Abgespielt wird eine Kopie für die Vorschau; das Original bleibt unberührt.',
  'errors.thisFormatNeedsACopy':
    'Dieses Format braucht eine Kopie für die Vorschau, und in die Bibliothek darf nicht geschrieben werden.',
  'errors.thisFormatCannotBePlayed':
    'Dieses Format lässt sich nicht unmittelbar abspielen. Eine Kopie für die Vorschau entsteht; fragen und suchen geht währenddessen.',
  'errors.nothingInThisCollection': 'In dieser Sammlung ist noch nichts.',
  'errors.keepPlacesInIt': 'Mit dem Stern Stellen darin behalten, dann dazu fragen.',
  'errors.noneOfTheFilmsInThis': 'Keiner der Filme dieser Sammlung ist in der Bibliothek.',
  'errors.addThemAgain': 'Sie wieder hinzufügen: Ihre Stellen warten auf sie.',
  'errors.nothingOfTheFilmsRead': 'Von den Filmen dieser Sammlung ist noch nichts gelesen.',
  'errors.indexThemAndAsk': 'Sie indexieren, dann noch einmal fragen.',
  'errors.chooseAnotherFileLibrary': 'Eine andere Datei wählen; die Bibliothek ist, wie sie war.',
  'errors.chooseAnEmptyFolder': 'Einen leeren Ordner wählen oder einen neuen anlegen.',
  'errors.connectTheDiskThatHolds': 'Das Laufwerk anschließen, auf dem sie liegt, und Longtake neu starten.',
  'errors.chooseTheFolderThatYour': 'Den Ordner wählen, in den die Filme kommen.',
  'errors.downloadItAgain': 'Es dort, wo es veröffentlicht ist, neu laden oder ein anderes Modell wählen.',
  'errors.checkTheConnection': 'Die Verbindung prüfen und noch einmal versuchen: Was angekommen ist, bleibt.',
  'errors.tryAnotherMirror': 'Einen anderen Spiegel versuchen.',
  'errors.tryAgainLaterFinishes':
    'Später noch einmal versuchen: Was jener fertigstellt, muss nicht noch einmal getan werden.',
  'errors.indexItFirst': 'Ihn zuerst indexieren, dann exportieren.',
  'errors.installTheNewest':
    'Zum Öffnen das neueste Longtake installieren; diese Version lässt sie, wie sie ist.',
  'errors.thePackCannotFindText': 'Das Modellpaket {pack} kann nichts nach Worten finden.',
  'errors.thePackCannotTranscribe': 'Das Modellpaket {pack} kann Gesprochenes nicht transkribieren.',
  'errors.thePackCannotFindPeople': 'Das Modellpaket {pack} kann Menschen und Dinge nicht finden.',
  'errors.thePackIsNotInstalled': 'Das Modellpaket {pack} ist nicht installiert.',
  'errors.thePackCameWithLongtake': 'Das Paket {pack} gehört zu Longtake und bleibt.',
  'errors.thePackIsInUse': 'Das Paket {pack} wird gerade benutzt.',
  'errors.thePackIsBroken': 'Das Modellpaket {pack} {what}.',
  'errors.theQuestionTakesTokens':
    'Die Frage braucht {rows} Tokens; das Modell nimmt {most} mit mindestens einem Bild.',
  'errors.theIndexHasNoFrame': 'Der Index dieses Films hat kein Bild {frame}.',
  'errors.theIndexIsDamagedWhat': 'Der Index dieses Films ist beschädigt: {what}.',
  'errors.itWasGivenUp':
    '{said} Es wurde aufgegeben: Das geschah {times}-mal nacheinander, bevor es weiterkam.',
  'errors.theBackgroundProcessHow': 'Der Hintergrundprozess, der daran arbeitete, {how}.',
  'errors.titleNeedsRoom':
    '„{title}“ braucht etwa {needed} auf dem Laufwerk bei {disk}, auf dem die Bibliothek liegt; frei sind {free}.',
  'errors.theDatabaseIsDamaged':
    'Die Datenbank der Bibliothek, {file}, ist beschädigt und kann nicht gelesen werden.',
  'errors.theDatabaseIsFromLater':
    'Die Datenbank der Bibliothek, {file}, stammt von einer neueren Version von Longtake.',
  'errors.theLibraryInIsNotThere': 'Die Bibliothek in {folder} ist nicht da.',
  'errors.thereIsNoLibraryIn': 'In {folder} liegt keine Bibliothek.',
  'errors.aLibraryCannotGoTo': 'Eine Bibliothek kann nicht nach {folder}: Der Ordner {why}.',
  'errors.fileIsNoBackup':
    '{file} ist keine Sicherung einer Bibliothek, ist beschädigt oder enthält keinen Film.',
  'errors.whoIsUsingTheLibrary': '{who} benutzt die Bibliothek in {folder}.',
  'errors.whoOfIsUsingTheLibrary': 'Ein anderes Longtake ({program})',
  'errors.theDiskDidNotGiveDatabase':
    'Das Laufwerk hat einen Teil der Datenbank der Bibliothek, {file}, nicht hergegeben oder nicht angenommen.',
  'errors.mayNotWriteToFolder': 'Longtake darf nicht in den Ordner der Bibliothek, {folder}, schreiben.',
  'errors.theLibraryHasNoSuch': 'In der Bibliothek gibt es das nicht mehr: {what}.',
  'errors.pathCannotBeWatched':
    '{path} kann nicht beobachtet werden: ein ganzes Laufwerk, oder ein Teil der Bibliothek selbst.',
  'errors.theProgramWasNotFound': 'Das Programm {tool}, das Filme liest, wurde nicht gefunden.',
  'errors.ffmpegHow': 'ffmpeg, das Filme liest, {how}.',
  'errors.nameCannotBeSubtitles': '{file} kann nicht als Untertitel gelesen werden: {why}.',
  'errors.theDiskIsFullAt': 'Das Laufwerk bei {disk}, auf dem die Bibliothek liegt, ist voll.',
  'errors.couldNotBeDownloaded': '{name} konnte nicht geladen werden: {what}.',
  'errors.thisModelCannotBeUsed': 'Dieses Modell ist nicht zu gebrauchen: {what}.',
  'errors.thePackNeedsRoom':
    'Das Paket braucht {needed} auf dem Laufwerk, auf dem Pakete liegen; frei sind {free}.',
  'errors.freeMissingThere': 'Dort {missing} freimachen, dann neu beginnen: Was fertig ist, bleibt.',
  'errors.theOwnModelWhat': 'Das Sprachmodell auf diesem Rechner {what}.',
  'errors.nothingToExport': '{what}; es gibt also nichts zu exportieren.',
  'errors.youTubeWants':
    'YouTube will mindestens drei Kapitel von zehn Sekunden oder mehr; diese Liste ergibt {count}.',
  'errors.fileIsAFilmOfTheLibrary': '{file} ist ein Film der Bibliothek und wird nie überschrieben.',
  'errors.fileWouldLieInTheLibrary':
    '{file} läge im Ordner der Bibliothek, in dem nur Dateien von Longtake liegen.',
  'errors.fileIsThereAlready': '{file} ist schon da und blieb, wie es ist.',
  'errors.fileIsSomethingElse': '{file} ist {what}, und dieser Export ist etwas anderes.',
  'errors.fileIsNoOrdinaryFile': '{file} ist keine gewöhnliche Datei, die sich schreiben ließe.',
  'errors.theNameIsTooLong': 'Der Name {name}… ist für eine Datei zu lang: höchstens 255 Bytes.',
  'errors.fileDoesNotEndAsAClip': '{file} endet nicht wie ein Clip.',
  'errors.giveItANameThatEnds':
    'Einen Namen geben, der auf .{ending} endet; bekannt sind auch .mp4, .mov und .mkv.',
  'errors.titleHasNoPicture': '„{title}“ hat dort kein Bild.',
  'errors.fileMayNotBeWritten': '{file} darf dort nicht geschrieben werden.',
  'errors.thereIsNoRoomToWrite': 'Für {file} ist kein Platz mehr.',
  'errors.fileCouldNotBeWritten': '{file} konnte dort nicht geschrieben werden.',
  'errors.nameDoesNotFit': '{name} passt nicht auf diesen Rechner. {said}',
  'errors.fileIsBeingIndexed': '{file} wird gerade von einem anderen Prozess indexiert.',
  'errors.titleHasNoWholeIndex': '„{title}“ hat noch keinen ganzen Index.',
  'errors.theBundleIsNotTaken': 'Das Bündel {name} wird nicht angenommen: {why}.',
  'errors.fileIsAFolder': '{file} ist ein Ordner.',
  'errors.fileIsWhat': '{file} ist {what}.',
  'errors.theServerWithTheReleases': 'Der Server mit den Versionen hat nicht geantwortet.',
  'errors.whatTheServerWithThe':
    'Was der Server mit den Versionen gesendet hat, ist keine Liste von Versionen.',
  'errors.tryAgainLaterOrLook':
    'Später noch einmal versuchen oder die Seite zum Herunterladen im Browser ansehen.',
  'errors.thereIsNoPackageOf': 'Von jener Version gibt es kein Paket, das dieses ersetzen könnte.',
  'errors.theNewVersionCouldNot': 'Die neue Version ließ sich nicht zum Installieren bereitlegen.',
  'errors.installItByHandFrom': 'Bitte von Hand installieren, von der Seite zum Herunterladen.',
  'errors.longtakeCouldNotStart': 'Longtake konnte sich nicht selbst neu starten.',
  'errors.startItByHand': 'Bitte von Hand starten: Nichts ist verloren.',
  'errors.halfWritten': 'Ein Longtake, das in die Bibliothek schrieb, endete mitten in einer Änderung.',
  'errors.openTheLibraryOnce':
    'Die Bibliothek einmal in einem Longtake öffnen, das in sie schreiben darf, dann noch einmal versuchen: Die Änderung wird zurückgenommen, sonst geht nichts verloren.',
  'errors.theLibraryIsBeingReadBySoMany':
    'So viele lesen gerade in der Bibliothek, oder das Netz ist so langsam, dass jetzt nichts gespeichert werden konnte.',
  'errors.tryAgainInAMoment': 'Gleich noch einmal versuchen: Nichts ist verloren.',
  'errors.closeItThere':
    'Es dort schließen oder einen anderen Ordner für die Bibliothek nehmen. Endete es dort, ohne geschlossen zu werden, zwei Minuten warten.',
  'errors.cudaUnusable': 'Die CUDA-Unterstützung lässt sich nicht benutzen: {what}.',
  'errors.cudaDriver':
    'Treiber 580 oder neuer von NVIDIA installieren, den Rechner neu starten und noch einmal hier nachsehen.',
  'errors.cudaAgain': 'Sie entfernen und noch einmal laden.',
  'errors.cudaOthers': 'Andere Geräte werden benutzt wie bisher.',
};
