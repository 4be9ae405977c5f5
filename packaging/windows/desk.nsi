; The installer for Windows, for one person or for all of a machine:
;   makensis -WX -DVERSION=0.1.0 -DPROGRAM=dist\desk -DOUT=dist\desk-setup.exe packaging\windows\desk.nsi
;   desk-setup.exe /S                     silently, for whoever runs it
;   desk-setup.exe /S /AllUsers           silently, for the machine (as an administrator)
;   desk-setup.exe /S /D=C:\Some\Folder   into that folder
; Desks, settings and word lists are never touched, neither by an update nor by the uninstaller.
Unicode true
ManifestDPIAware true
ManifestLongPathAware true
SetCompressor /SOLID lzma
RequestExecutionLevel user

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Desk"
!define CLASS "Desk.Desk"

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "x64.nsh"
!include "WordFunc.nsh"
!include "nsDialogs.nsh"

Name "Desk"
OutFile "${OUT}"
InstallDir ""
BrandingText " "
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Desk"
VIAddVersionKey "FileDescription" "Desk setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "The Desk project"
VIAddVersionKey "LegalCopyright" "MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\deskw.exe"
!define MUI_FINISHPAGE_RUN_TEXT "Open Desk"

Var AllUsers

Page custom AskForWhom TakeForWhom
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_OK|MB_ICONSTOP "Desk needs a 64-bit Windows, 10 or newer." /SD IDOK
    Abort
  ${EndIf}
  SetRegView 64
  StrCpy $AllUsers ""
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/AllUsers" $1
  ${IfNot} ${Errors}
    StrCpy $AllUsers "yes"
  ${EndIf}
  Call ChooseFolder
FunctionEnd

; For whom it is installed decides where it lies and which part of the registry knows of it. A folder named by /D stays.
Function ChooseFolder
  ${If} $AllUsers == "yes"
    SetShellVarContext all
    ${If} $INSTDIR == ""
    ${OrIf} $INSTDIR == "$LOCALAPPDATA\Programs\Desk"
      StrCpy $INSTDIR "$PROGRAMFILES64\Desk"
    ${EndIf}
  ${Else}
    SetShellVarContext current
    ${If} $INSTDIR == ""
    ${OrIf} $INSTDIR == "$PROGRAMFILES64\Desk"
      StrCpy $INSTDIR "$LOCALAPPDATA\Programs\Desk"
    ${EndIf}
  ${EndIf}
FunctionEnd

Function AskForWhom
  !insertmacro MUI_HEADER_TEXT "For whom?" "Desk can be installed without an administrator."
  nsDialogs::Create 1018
  Pop $0
  ${NSD_CreateRadioButton} 0 10u 100% 12u "Only for me"
  Pop $1
  ${NSD_CreateRadioButton} 0 30u 100% 12u "For everybody who uses this computer (needs an administrator)"
  Pop $2
  ${If} $AllUsers == "yes"
    ${NSD_Check} $2
  ${Else}
    ${NSD_Check} $1
  ${EndIf}
  nsDialogs::Show
FunctionEnd

Function TakeForWhom
  ${NSD_GetState} $2 $0
  StrCpy $AllUsers ""
  ${If} $0 == ${BST_CHECKED}
    UserInfo::GetAccountType
    Pop $0
    ${If} $0 != "Admin"
      ; Windows asks for an administrator when the setup is started anew as one.
      ExecShell "runas" "$EXEPATH" "/AllUsers"
      Quit
    ${EndIf}
    StrCpy $AllUsers "yes"
  ${EndIf}
  Call ChooseFolder
FunctionEnd

; A desk that the newer version has opened would be refused by the older one: rather this than a program that opens nothing.
Function RefuseOlder
  ReadRegStr $0 SHCTX "${KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "$0" "${VERSION}" $1
    ${If} $1 == 1
      MessageBox MB_OK|MB_ICONSTOP "Desk $0 is installed, which is newer than ${VERSION}. Nothing was changed. Remove it first if you want the older one; your desks stay." /SD IDOK
      SetErrorLevel 3
      Abort "A newer Desk is installed. Nothing was changed."
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "Desk"
  Call RefuseOlder
  Call CloseRunning
  SetOutPath "$INSTDIR"
  ; An update leaves nothing of the version before; a folder of portable data stays.
  RMDir /r "$INSTDIR\_internal"
  File /r "${PROGRAM}/*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  FileOpen $0 "$INSTDIR\for-whom" w
  FileWrite $0 "$AllUsers"
  FileClose $0

  CreateShortcut "$SMPROGRAMS\Desk.lnk" "$INSTDIR\deskw.exe"

  ; A desk is a folder: its menu in the Explorer opens it. SHCTX is the machine's registry or the person's.
  WriteRegStr SHCTX "Software\Classes\Directory\shell\${CLASS}" "" "Open in Desk"
  WriteRegStr SHCTX "Software\Classes\Directory\shell\${CLASS}" "Icon" "$INSTDIR\deskw.exe,0"
  WriteRegStr SHCTX "Software\Classes\Directory\shell\${CLASS}" "AppliesTo" 'System.FileName:"*.desk"'
  WriteRegStr SHCTX "Software\Classes\Directory\shell\${CLASS}\command" "" '"$INSTDIR\deskw.exe" "%1"'
  ; Stories that were handed out: Desk is offered among “Open with” and takes no type over.
  WriteRegStr SHCTX "Software\Classes\${CLASS}.Story" "" "Story"
  WriteRegStr SHCTX "Software\Classes\${CLASS}.Story\DefaultIcon" "" "$INSTDIR\deskw.exe,0"
  WriteRegStr SHCTX "Software\Classes\${CLASS}.Story\shell\open\command" "" '"$INSTDIR\deskw.exe" "%1"'
  WriteRegStr SHCTX "Software\Classes\.md\OpenWithProgids" "${CLASS}.Story" ""
  WriteRegStr SHCTX "Software\Classes\.txt\OpenWithProgids" "${CLASS}.Story" ""
  WriteRegStr SHCTX "Software\Classes\.zip\OpenWithProgids" "${CLASS}.Story" ""
  ; `desk` in the Run dialog and for programs that ask Windows where it lies.
  WriteRegStr SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\desk.exe" "" "$INSTDIR\desk.exe"

  WriteRegStr SHCTX "${KEY}" "DisplayName" "Desk"
  WriteRegStr SHCTX "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${KEY}" "DisplayIcon" "$INSTDIR\deskw.exe,0"
  WriteRegStr SHCTX "${KEY}" "Publisher" "The Desk project"
  WriteRegStr SHCTX "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr SHCTX "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD SHCTX "${KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD SHCTX "${KEY}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, p 0, p 0)'
SectionEnd

; Windows does not let a running program's files be replaced: its window is asked to close, which saves all.
Function CloseRunning
  again:
  ClearErrors
  IfFileExists "$INSTDIR\deskw.exe" 0 free
  FileOpen $0 "$INSTDIR\deskw.exe" a
  IfErrors 0 closed
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Desk is open. Close its window, then go on." /SD IDCANCEL IDRETRY again
  Abort "Desk is open. Nothing was changed."
  closed:
  FileClose $0
  free:
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext current
  ClearErrors
  FileOpen $0 "$INSTDIR\for-whom" r
  ${IfNot} ${Errors}
    FileRead $0 $1
    FileClose $0
    ${If} $1 == "yes"
      SetShellVarContext all
    ${EndIf}
  ${EndIf}
FunctionEnd

Section "Uninstall"
  Delete "$SMPROGRAMS\Desk.lnk"
  ; What the setup wrote, by name: the folder may hold a person's portable data, or be one that they chose.
  RMDir /r "$INSTDIR\_internal"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\desk.exe"
  Delete "$INSTDIR\deskw.exe"
  Delete "$INSTDIR\for-whom"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey SHCTX "Software\Classes\Directory\shell\${CLASS}"
  DeleteRegKey SHCTX "Software\Classes\${CLASS}.Story"
  DeleteRegValue SHCTX "Software\Classes\.md\OpenWithProgids" "${CLASS}.Story"
  DeleteRegValue SHCTX "Software\Classes\.txt\OpenWithProgids" "${CLASS}.Story"
  DeleteRegValue SHCTX "Software\Classes\.zip\OpenWithProgids" "${CLASS}.Story"
  DeleteRegKey SHCTX "Software\Microsoft\Windows\CurrentVersion\App Paths\desk.exe"
  DeleteRegKey SHCTX "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x8000000, i 0, p 0, p 0)'
SectionEnd
