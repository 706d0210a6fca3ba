// English words: errors. Sentences that main and the workers say as they stand here; the page finds the other language by them (sentences.ts).
export const errors = {
  'errors.chooseAPackThatOffers': 'Choose a pack that offers text search.',
  'errors.askAShorterQuestion': 'Ask a shorter question.',
  'errors.chooseAPackWithSpeech': 'Choose a pack with speech, or switch transcription off in the settings.',
  'errors.reinstallLongtakeOrSwitchThe':
    'Reinstall Longtake, or switch the finding of things off in the settings.',
  'errors.theSoundTakenFromThis': 'The sound taken from this video can no longer be read.',
  'errors.indexTheVideoAgainIf':
    'Index the video again; if it happens again, check the disk that holds the library.',
  'errors.waitUntilTheVideoIs': 'Wait until the video is indexed, or index it again.',
  'errors.thisSceneIsNotThere': 'This scene is not there any more.',
  'errors.openTheVideoAgainTo': 'Open the video again to see its scenes.',
  'errors.theIndexOfThisVideo':
    'The index of this video is damaged: its lines cannot be found by their meaning.',
  'errors.theModelRuntimeWasNot':
    'The model runtime was not started, because here it would send reports to its maker.',
  'errors.thisVideoWasIndexedWith':
    'This video was indexed with another model, or with another version of it.',
  'errors.indexTheVideoAgain': 'Index the video again.',
  'errors.thisVideoIsNotIndexed': 'This video is not indexed yet.',
  'errors.waitUntilItIsOr': 'Wait until it is, or start indexing it.',
  'errors.tryAgainWhatWasFinished':
    'Try again; what was finished is kept. If it happens again, choose the CPU as device in Settings.',
  'errors.mostlyMemoryIsShortThen':
    'Mostly memory is short then: close other programs, or choose a smaller model or the CPU as device in Settings. Then try again: what was finished is kept.',
  'errors.thereIsNoJobFor': 'There is no job for this video.',
  'errors.startIndexingItFirst': 'Start indexing it first.',
  'errors.freeSomeSpaceOnThat':
    'Free some space on that disk: what is already done is kept, and the work goes on from there.',
  'errors.theLibraryIsOpenFor': 'The library is open for reading only, so nothing can be changed in it.',
  'errors.closeTheOtherLongtakeThat': 'Close the other Longtake that uses this library and try again.',
  'errors.closeItOrUseAnother': 'Close it, or use another library folder.',
  'errors.checkThatTheDiskIs':
    'Check that the disk is connected and sound, then try again: nothing was removed.',
  'errors.giveYourUserWritePermission':
    'Give your user write permission for that folder, or choose another one.',
  'errors.itMayHaveBeenRemoved': 'It may have been removed; look at the library again.',
  'errors.chooseTheSameFileAt': 'Choose the same file at its new place, or add this one as a new video.',
  'errors.chooseAnotherFolderOrAdd': 'Choose another folder, or add the files one by one.',
  'errors.thisPlaceDoesNotLie': 'This place does not lie within the film.',
  'errors.chooseABeginningWithinThe':
    'Choose a beginning within the film, and an end that does not come before it.',
  'errors.removeOneThatIsNot': 'Remove one that is not needed any more, or keep into one that is there.',
  'errors.keepTheseInAnotherCollection': 'Keep these in another collection.',
  'errors.theseTwoPlacesStandIn': 'These two places stand in different collections.',
  'errors.chooseAPlaceOfThe': 'Choose a place of the same collection.',
  'errors.chooseATextFileOf':
    'Choose a text file of subtitles: SubRip (.srt), WebVTT (.vtt) or SubStation Alpha (.ass, .ssa).',
  'errors.runTheSetUpAgain':
    'Run the set-up again, or install ffmpeg (with ffprobe), or set LONGTAKE_FFMPEG and LONGTAKE_FFPROBE to the paths of the programs.',
  'errors.closeOtherProgramsThenTry': 'Close other programs, then try again.',
  'errors.tryAgainWhatWasFinishedIs':
    'Try again: what was finished is kept. If it happens again, memory may be short: close other programs.',
  'errors.putTheFileBackConnect':
    'Put the file back, connect the drive that holds it, or point Longtake to where it is now.',
  'errors.checkItsNameAndIts': 'Check its name and its folder, or connect the drive that holds it.',
  'errors.changeThePermissionsOfThe':
    'Change the permissions of the file, or copy it to a folder of your own.',
  'errors.chooseAVideoOrA': 'Choose a video or a sound file, such as MP4, MOV, MKV, WebM, AVI, MP3 or WAV.',
  'errors.openTheMediaFilesThat':
    'Open the media files that it names instead; get those that are on the network first.',
  'errors.checkThatTheFilePlays':
    'Check that the file plays elsewhere; if it was still being copied or recorded, get a complete copy.',
  'errors.theWorkWasStopped': 'The work was stopped.',
  'errors.startItAgainWheneverYou': 'Start it again whenever you like.',
  'errors.theDiskThatHoldsThe': 'The disk that holds the library is full.',
  'errors.freeSomeSpaceOnIt':
    'Free some space on it: what is already done is kept, and the work goes on from there.',
  'errors.downloadsAreSwitchedOffSo': 'Downloads are switched off, so nothing was fetched.',
  'errors.allowDownloadsInSettingsOr':
    'Allow downloads in Settings, or import the model from a folder or an archive.',
  'errors.closeOtherProgramsOrChoose': 'Close other programs, or choose a smaller form of the model.',
  'errors.removeItAndInstallIt':
    'Remove it and install it again in Models; the built-in pack comes back by reinstalling Longtake, or in a checkout by "npm run setup".',
  'errors.installItInModelsOr':
    'Install it in Models, or choose another; the built-in pack comes back by reinstalling Longtake, or in a checkout by "npm run setup".',
  'errors.theDiskThatPacksAre': 'The disk that packs are kept on became full.',
  'errors.freeSomeSpaceThereThen':
    'Free some space there, then start again: the files that were finished are kept.',
  'errors.onlyALanguageModelOn': 'Only a language model on this computer can be asked.',
  'errors.giveAnAddressSuchAs': 'Give an address such as http://localhost:11434.',
  'errors.startTheProgramThatRuns': 'Start the program that runs it, and ask again.',
  'errors.askAgainOrChooseA': 'Ask again, or choose a smaller model.',
  'errors.seeWhetherTheProgramThat': 'See whether the program that runs it is in order, and ask again.',
  'errors.seeWhatTheProgramThat': 'See what the program that runs it says, and ask again.',
  'errors.giveTheKeyInThe': 'Give the key in the settings.',
  'errors.chooseAnotherModelInThe': 'Choose another model in the settings.',
  'errors.chooseAModelThatRuns': 'Choose a model that runs on this computer.',
  'errors.askForLessOrChoose': 'Ask for less, or choose another model.',
  'errors.noVideoInTheLibrary': 'No video in the library has been indexed yet.',
  'errors.thisVideoHasNotBeen': 'This video has not been indexed yet.',
  'errors.waitUntilIndexingHasBegun':
    'Wait until indexing has begun to show frames, or start it, and ask again.',
  'errors.theAnswerBeforeIsStill': 'The answer before is still being written.',
  'errors.waitForItOrPress': 'Wait for it, or press Stop, then ask again.',
  'errors.thisAnswerIsNotThere': 'This answer is not there any more.',
  'errors.askAgain': 'Ask again.',
  'errors.tryAgainAnotherDeviceIs': 'Try again: another device is used from now on.',
  'errors.theWindowStoppedWorkingAnd': 'The window stopped working and was loaded again.',
  'errors.nothingStoredWasLostAnd':
    'Nothing stored was lost, and indexing went on meanwhile. If it happens again, close other programs.',
  'errors.thisRequestIsNotOne': 'This request is not one that Longtake understands.',
  'errors.restartLongtakeIfItHappens': 'Restart Longtake; if it happens again, report it.',
  'errors.whatCouldBeReadIs':
    'What could be read is indexed and can be searched. “Index again” reads it anew.',
  'errors.theseLinesWereChangedAgain': 'These lines were changed again since, so this cannot be undone.',
  'errors.takeTheLaterChangeBack': 'Take the later change back first, or correct the lines by hand.',
  'errors.aLineOfOneWord': 'A line of one word cannot be split.',
  'errors.putTheCursorBetweenTwo': 'Put the cursor between two words.',
  'errors.waitUntilIndexingHasFinished': 'Wait until indexing has finished, or ask or keep something first.',
  'errors.chaptersBelongToOneFilm': 'Chapters belong to one film, and these places are in several.',
  'errors.choosePlacesOfOneFilm': 'Choose places of one film, or another format.',
  'errors.chooseMorePlacesFurtherApart': 'Choose more places, further apart, or another format.',
  'errors.theFilmHasNothingBetween': 'The film has nothing between these two times.',
  'errors.chooseABeginningThatLies': 'Choose a beginning that lies before the end, and within the film.',
  'errors.noSuchClipIsBeing': 'No such clip is being written.',
  'errors.itMayBeDoneLook': 'It may be done; look where it was to lie.',
  'errors.chooseAnotherNameOrFolder': 'Choose another name or folder for what is exported.',
  'errors.chooseAnotherFolder': 'Choose another folder.',
  'errors.chooseAnotherNameOnThe': 'Choose another name; on the command line, --force replaces it.',
  'errors.chooseAnotherNameForWhat':
    'Choose another name for what is exported; if that file is to go, remove it yourself.',
  'errors.chooseAnotherName': 'Choose another name.',
  'errors.chooseAShorterOne': 'Choose a shorter one.',
  'errors.goToAnotherPlaceOf': 'Go to another place of the film.',
  'errors.freeSomeSpaceOrChoose': 'Free some space, or choose another disk.',
  'errors.chooseAnotherFolderOrName': 'Choose another folder or name.',
  'errors.theCatalogueHasNoSuch': 'The catalogue has no such model.',
  'errors.thereIsNoSuchInstall': 'There is no such install any more.',
  'errors.lookAtTheListOf': 'Look at the list of models again.',
  'errors.chooseASmallerModel': 'Choose a smaller model.',
  'errors.chooseAnotherPackInModels': 'Choose another pack in Models instead.',
  'errors.pauseWhatWorksWithIt': 'Pause what works with it, or restart Longtake, and remove it then.',
  'errors.anotherLongtakeIsOpenAnd': 'Another Longtake is open and looks after the models.',
  'errors.installItThereOrClose': 'Install it there, or close it first.',
  'errors.theSystemLetsLongtakeOpen': 'The system lets Longtake open no more files or processes.',
  'errors.closeOtherProgramsOrRaise':
    'Close other programs, or raise the limit (ulimit -n), and try again: what was done is kept.',
  'errors.thereWasNotEnoughMemory': 'There was not enough memory for this.',
  'errors.closeOtherProgramsOrChooseA':
    'Close other programs, or choose a smaller model, and try again: what was done is kept.',
  'errors.aDiskIsFull': 'A disk is full.',
  'errors.freeSomeSpaceThenTry': 'Free some space, then try again: what is already done is kept.',
  'errors.theSystemDoesNotLet': 'The system does not let Longtake read or change a file that it needs.',
  'errors.giveYourUserPermissionFor':
    'Give your user permission for the library’s folder and for the files in it, and try again.',
  'errors.aDiskDidNotGive': 'A disk did not give back, or did not take, what was asked of it.',
  'errors.somethingWentWrongThatLongtake': 'Something went wrong that Longtake did not expect.',
  'errors.tryAgainIfItHappens':
    'Try again; if it happens again, restart Longtake and report it with the log file.',
  'errors.fileIsNotThereAny': '{file} is not there any more.',
  'errors.fileWasNotFound': '{file} was not found.',
  'errors.youMayNotReadFile': 'You may not read {file}.',
  'errors.fileIsAPlaylistKind':
    '{file} is a playlist ({kind}): it holds no film, it only says where others lie.',
  'errors.fileCannotBeReadWhy': '{file} cannot be read: {why}.',
  'errors.fileIsNotTheSame': '{file} is not the same file as “{title}”.',
  'errors.theFolderFolderHoldsNo': 'The folder {folder} holds no video or sound files.',
  'errors.aLibraryHasMostCollections': 'A library has {most} collections at the most.',
  'errors.nameWouldHaveMoreThan': '“{name}” would have more than {most} places, which are the most.',
  'errors.theSystemCouldNotStart':
    'The system could not start ffmpeg: too much is running or open at once ({reason}).',
  'errors.theFileIsNotWhereItWas':
    'The file is not where it was. “Find the file…” shows Longtake where it is.',
  'errors.playingACopyMadeFor': 'Playing a copy made for preview; the original is untouched.',
  'errors.thisFormatNeedsACopy':
    'This format needs a copy for preview, and the library may not be written to.',
  'errors.thisFormatCannotBePlayed':
    'This format cannot be played directly. A copy for preview is being made; you can ask and search meanwhile.',
  'errors.theServerWithTheReleases': 'The server with the releases gave no answer.',
  'errors.whatTheServerWithThe': 'What the server with the releases sent is no list of releases.',
  'errors.tryAgainLaterOrLook': 'Try again later, or look at the download page in your browser.',
  'errors.thereIsNoPackageOf': 'There is no package of that version that this one could be replaced by.',
  'errors.theNewVersionCouldNot': 'The new version could not be made ready to be installed.',
  'errors.installItByHandFrom': 'Install it by hand, from the download page.',
} as const;
